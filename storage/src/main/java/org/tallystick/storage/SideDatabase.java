package org.tallystick.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tallystick.storage.thread.ProcessThreads;

/**
 * A database beside the one of the events: on H2 a file of its own, since a file takes one writer at a time; on PostgreSQL
 * the same database, with a history of migrations of its own.
 */
public final class SideDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SideDatabase.class);
    private static final String FILE_URL = "jdbc:h2:file:";
    private static final int H2_FILE_DAMAGED = 90030;
    private static final String USER = "sa";
    private static final Duration LONGEST_READ = Duration.ofSeconds(30);
    private static final Duration LONGEST_WRITE = Duration.ofMinutes(10);
    private static final int READERS = 16;
    private static final long LOOK_MILLIS = 1_000;

    private final DataSource writing;
    private final DataSource reading;
    private final H2StoreGuard file;
    private final Optional<DerivedFile> derived;
    private final TransactionTemplate bulk;
    private final ScheduledExecutorService keeper = ProcessThreads.timer("file-keeper");

    private SideDatabase(DataSource writing, DataSource reading, H2StoreGuard file, Optional<DerivedFile> derived) {
        this.writing = writing;
        this.reading = reading;
        this.file = file;
        this.derived = derived;
        this.bulk = new TransactionTemplate(new DataSourceTransactionManager(writing));
    }

    /**
     * Opens one that follows from the events: a file that is damaged, or was in use when the machine went down, is replaced
     * by an empty one.
     */
    public static SideDatabase openDerived(DataSource main, String url, String name) throws SQLException {
        Optional<DerivedFile> file = derivedFile(urlBeside(url, name));
        file.ifPresent(DerivedFile::opening);
        try {
            return open(main, url, name, file);
        } catch (SQLException | RuntimeException e) {
            if (file.isEmpty() || !isDamage(e)) {
                throw e;
            }
            LOG.warn("the file of the {} is damaged; it is made again", name, e);
            file.get().discard();
            return open(main, url, name, file);
        }
    }

    private static Optional<DerivedFile> derivedFile(String url) {
        if (!url.startsWith(FILE_URL)) {
            return Optional.empty();
        }
        String path = url.substring(FILE_URL.length()).replaceFirst(";.*", "");
        return Optional.of(new DerivedFile(Path.of(path + ".mv.db")));
    }

    private static boolean isDamage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == H2_FILE_DAMAGED) {
                return true;
            }
        }
        return false;
    }

    /**
     * Opens it and brings its tables up to date.
     *
     * @param main the database of the events
     * @param url of the main database
     * @param name of the file, and of the folder of the migrations
     */
    public static SideDatabase open(DataSource main, String url, String name) throws SQLException {
        return open(main, url, name, Optional.empty());
    }

    private static SideDatabase open(DataSource main, String url, String name, Optional<DerivedFile> derived)
            throws SQLException {
        if (Database.of(main) != Database.H2) {
            Migrations.of(name).bringUpToDate(main);
            return new SideDatabase(main, main, H2StoreGuard.of(main), derived);
        }
        return openFile(HeaderSafeFile.url(urlBeside(url, name)), name, derived);
    }

    /** The tables are made while the file is open already: to open and to close it costs much of a start. */
    private static SideDatabase openFile(String url, String name, Optional<DerivedFile> derived) throws SQLException {
        HikariDataSource reading = pool(url, name + "-reading", READERS, LONGEST_READ);
        try {
            H2StoreGuard file = H2StoreGuard.of(reading);
            Migrations.of(name).bringUpToDate(reading);
            SideDatabase database =
                    new SideDatabase(pool(url, name + "-writing", 1, LONGEST_WRITE), reading, file, derived);
            database.keepOpen();
            return database;
        } catch (SQLException | RuntimeException e) {
            reading.close();
            throw e;
        }
    }

    /** A write that fails closes the file under everybody: see {@link H2StoreGuard#reopenIfClosed}. */
    private void keepOpen() {
        keeper.scheduleWithFixedDelay(this::reopenIfClosed, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void reopenIfClosed() {
        try {
            file.reopenIfClosed(writing);
        } catch (SQLException e) {
            throw new UncategorizedSQLException("opening the file again", null, e);
        }
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
    public DataSource writing() {
        return writing;
    }

    public DataSource reading() {
        return reading;
    }

    /**
     * Runs a write that may be larger than memory should hold, and that starts over after a kill. It has the writing
     * connection from before the file may be stored in the middle of a transaction until after, so that it is its own.
     */
    public void inBulk(Runnable write) {
        bulk.executeWithoutResult(status -> file.inBulk(write));
    }

    /** Copies an H2 file to a zip file; nothing is written to it meanwhile. */
    public void backup(Path zip) throws SQLException {
        try (Connection connection = writing.getConnection();
                PreparedStatement copy = connection.prepareStatement("BACKUP TO ?")) {
            copy.setString(1, zip.toString());
            copy.executeUpdate();
        }
    }

    @Override
    public void close() {
        keeper.shutdown();
        file.close();
        if (writing != reading) {
            ((HikariDataSource) writing).close();
            ((HikariDataSource) reading).close();
        }
        derived.ifPresent(DerivedFile::closed);
    }
}
