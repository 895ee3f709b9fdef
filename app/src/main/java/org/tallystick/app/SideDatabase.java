package org.tallystick.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.tallystick.command.journal.Database;

/**
 * A database beside the one of the events: on H2 a file of its own, since a file takes one writer at a time; on PostgreSQL
 * the same database, with a history of migrations of its own.
 */
final class SideDatabase implements AutoCloseable {
    private static final String USER = "sa";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final DataSource dataSource;
    private final HikariDataSource own;

    private SideDatabase(DataSource dataSource, HikariDataSource own) {
        this.dataSource = dataSource;
        this.own = own;
    }

    /**
     * Opens it and brings its tables up to date.
     *
     * @param name of the file, and of the folder of the migrations
     */
    static SideDatabase open(DataSource main, String url, String name) throws SQLException {
        if (Database.of(main) != Database.H2) {
            migrate(Flyway.configure().dataSource(main), name, "/postgresql");
            return new SideDatabase(main, null);
        }
        String beside = urlBeside(url, name);
        migrate(Flyway.configure().dataSource(beside, USER, ""), name, "/h2");
        HikariDataSource own = h2(beside, name);
        return new SideDatabase(own, own);
    }

    private static void migrate(FluentConfiguration database, String name, String vendor) {
        database.locations("classpath:" + name + vendor)
                .table(name + "_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** One connection: H2 can come back damaged from a kill in the middle of two writing transactions. */
    private static HikariDataSource h2(String url, String name) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(USER);
        config.setPassword("");
        config.setPoolName(name);
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        return new HikariDataSource(config);
    }

    /** {@code jdbc:h2:file:/data/tallystick;…} becomes {@code jdbc:h2:file:/data/sagas;…}. */
    static String urlBeside(String url, String name) {
        int end = url.indexOf(';') < 0 ? url.length() : url.indexOf(';');
        int start = Math.max(url.lastIndexOf('/', end - 1), url.lastIndexOf(':', end - 1)) + 1;
        boolean isOurs = url.substring(start, end).equals(TallystickServer.STORE_NAME);
        return url.substring(0, isOurs ? start : end) + (isOurs ? name : "-" + name) + url.substring(end);
    }

    DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
