package org.tallystick.eventstore.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.storage.Database;
import org.tallystick.storage.thread.ProcessThreads;

/**
 * Asks the database of a store once a second who writes, on a connection and in a thread of its own, so that nobody else
 * waits for a database that hangs without an error: whoever wants to know is told what it said last, and how long ago.
 */
public final class StoreProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreProbe.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int LONGEST_ANSWER_MILLIS = 5_000;

    private final DataSource dataSource;
    private final String select;
    private final ScheduledExecutorService timer = ProcessThreads.timer("store-probe");
    private @Nullable Connection connection;
    private volatile long hadWriterNanoTime = System.nanoTime();
    private volatile Answer last = new Answer(null, 0, 0, 0, System.nanoTime());

    public StoreProbe(DataSource dataSource) throws SQLException {
        this.dataSource = dataSource;
        String now = Database.of(dataSource) == Database.H2
                ? "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000000 AS BIGINT)"
                : "(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint";
        this.select = "SELECT holder, epoch, head, expires_at - " + now + " FROM writer_lease WHERE id = 1";
    }

    /**
     * What the lease says.
     *
     * @param holder who took it last, by its own word; null before the first answer, or when nobody ever did
     * @param head the position of the last event that was stored
     * @param leftMicros how long it is still valid; negative when it has run out
     * @param askedNanoTime when it was asked for
     */
    public record Answer(@Nullable String holder, long epoch, long head, long leftMicros, long askedNanoTime) {

        /** Whether the lease was valid when it was read. */
        public boolean hasWriter() {
            return holder != null && leftMicros > 0;
        }

        /** For how long there has been no other answer. */
        public Duration age() {
            return Duration.ofNanos(System.nanoTime() - askedNanoTime);
        }
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::ask, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    public Answer last() {
        return last;
    }

    /** For how long no answer has told of a process that writes. */
    public Duration withoutWriter() {
        return Duration.ofNanos(System.nanoTime() - hadWriterNanoTime);
    }

    private void ask() {
        long now = System.nanoTime();
        try {
            Connection session = connection == null ? open() : connection;
            connection = session;
            try (PreparedStatement statement = session.prepareStatement(select);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                last = new Answer(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), now);
                hadWriterNanoTime = last.hasWriter() ? now : hadWriterNanoTime;
            }
        } catch (SQLException e) {
            LOG.debug("the store does not say who writes", e);
            drop();
        }
    }

    private Connection open() throws SQLException {
        Connection opened = dataSource.getConnection();
        opened.setAutoCommit(true);
        opened.setNetworkTimeout(Runnable::run, LONGEST_ANSWER_MILLIS);
        return opened;
    }

    @SuppressWarnings("try")
    private void drop() {
        try (Connection dropped = connection) {
            connection = null;
        } catch (SQLException e) {
            LOG.debug("the connection was broken already", e);
        }
    }

    /** One that hangs is left to the end of the process. */
    @Override
    public void close() {
        timer.execute(this::drop);
        timer.shutdown();
        try {
            timer.awaitTermination(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
