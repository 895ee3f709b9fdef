package org.tallystick.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.tallystick.storage.Database;
import org.tallystick.storage.HeaderSafeFile;

/** Pools of connections to the databases of the contestants. */
final class Databases {
    private Databases() {}

    static HikariDataSource pool(String url, int connections, boolean autoCommit) {
        return new HikariDataSource(config(url, connections, autoCommit));
    }

    private static HikariConfig config(String url, int connections, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(isH2(url) ? "sa" : "postgres");
        config.setPassword("");
        config.setMaximumPoolSize(connections);
        config.setAutoCommit(autoCommit);
        return config;
    }

    static boolean isH2(String url) {
        return url.startsWith("jdbc:h2:");
    }

    /** A pool whose connections are set up as the server sets up its own. */
    static HikariDataSource tallystickPool(String url, int connections) {
        HikariConfig config = config(HeaderSafeFile.url(url), connections, true);
        if (!isH2(url)) {
            config.setConnectionInitSql(Database.POSTGRESQL_SESSION);
        }
        return new HikariDataSource(config);
    }

    /** Makes the tables of Tallystick's journal. */
    static void migrate(HikariDataSource database) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/" + (isH2(database.getJdbcUrl()) ? "h2" : "postgresql"))
                .load()
                .migrate();
    }
}
