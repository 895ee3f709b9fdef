package org.tallystick.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.tallystick.command.journal.Database;
import org.tallystick.command.journal.EmbeddedFile;

/**
 * A database beside the one of the events: on H2 a file of its own, since a file takes one writer at a time; on PostgreSQL
 * the same database, with a history of migrations of its own.
 */
final class SideDatabase implements AutoCloseable {
    private static final String USER = "sa";
    private static final Duration LONGEST_READ = Duration.ofSeconds(30);
    private static final Duration LONGEST_WRITE = Duration.ofMinutes(10);
    private static final int READERS = 16;

    private final DataSource writing;
    private final DataSource reading;
    private final EmbeddedFile file;

    private SideDatabase(DataSource writing, DataSource reading, EmbeddedFile file) {
        this.writing = writing;
        this.reading = reading;
        this.file = file;
    }

    /**
     * Opens it and brings its tables up to date.
     *
     * @param main the database of the events
     * @param url of the main database
     * @param name of the file, and of the folder of the migrations
     */
    static SideDatabase open(DataSource main, String url, String name) throws SQLException {
        if (Database.of(main) != Database.H2) {
            migrate(Flyway.configure().dataSource(main), name, "/postgresql");
            return new SideDatabase(main, main, EmbeddedFile.of(main));
        }
        String beside = urlBeside(url, name);
        migrate(Flyway.configure().dataSource(beside, USER, ""), name, "/h2");
        HikariDataSource reading = pool(beside, name + "-reading", READERS, LONGEST_READ);
        HikariDataSource writing = pool(beside, name + "-writing", 1, LONGEST_WRITE);
        return new SideDatabase(writing, reading, EmbeddedFile.of(reading));
    }

    private static void migrate(FluentConfiguration database, String name, String vendor) {
        database.locations("classpath:" + name + vendor)
                .table(name + "_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    private static HikariDataSource pool(String url, String name, int connections, Duration longestWait) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(USER);
        config.setPassword("");
        config.setPoolName(name);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(longestWait.toMillis());
        return new HikariDataSource(config);
    }

    /** {@code jdbc:h2:file:/data/tallystick;…} becomes {@code jdbc:h2:file:/data/tallystick-sagas;…}. */
    static String urlBeside(String url, String name) {
        int end = url.indexOf(';') < 0 ? url.length() : url.indexOf(';');
        return url.substring(0, end) + "-" + name + url.substring(end);
    }

    /** On H2 it has one connection, for which a thread may wait; never ask for a second one while holding it. */
    DataSource writing() {
        return writing;
    }

    DataSource reading() {
        return reading;
    }

    /** Runs a write that may be larger than memory should hold, and that starts over after a kill. */
    void inBulk(Runnable write) {
        file.inBulk(write);
    }

    @Override
    public void close() {
        file.close();
        if (writing != reading) {
            ((HikariDataSource) writing).close();
            ((HikariDataSource) reading).close();
        }
    }
}
