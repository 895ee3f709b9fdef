package org.tallystick.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One PostgreSQL for all tests of the JVM, which it ends with. */
final class Postgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres running;

    private Postgres() {}

    /** The settings of a program that uses a new database. */
    static String[] settings() throws IOException, SQLException {
        return new String[] {
            "--server.port=0", "--spring.datasource.url=" + newUrl(), "--spring.datasource.username=postgres"
        };
    }

    /** A new database. */
    static DataSource database() throws IOException, SQLException {
        return new DriverManagerDataSource(newUrl(), "postgres", "");
    }

    private static String newUrl() throws IOException, SQLException {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = running().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return running().getJdbcUrl("postgres", name);
    }

    private static synchronized EmbeddedPostgres running() throws IOException {
        if (running == null) {
            running = EmbeddedPostgres.builder()
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .start();
        }
        return running;
    }
}
