package org.tallystick.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The file is stored in the middle of a bulk write only, and never in the middle of anything else. */
@Timeout(60)
class BulkWritesTest {
    @TempDir
    Path folder;

    private SideDatabase database;
    private JdbcTemplate jdbc;

    @BeforeEach
    void open() throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("store") + ";WRITE_DELAY=0";
        DataSource main = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "");
        database = SideDatabase.open(main, url, "bulk");
        jdbc = new JdbcTemplate(database.writing());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private int limit() {
        try (Connection connection = database.reading().getConnection()) {
            SessionLocal session =
                    (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
            return session.getDatabase().getStore().getMvStore().getAutoCommitMemory();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until it has begun, or waits for the one connection that writes. */
    private void awaitBegunOrWaiting(CountDownLatch begun) {
        HikariDataSource pool = (HikariDataSource) database.writing();
        while (begun.getCount() > 0 && pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0) {
            assertThat(Thread.interrupted()).isFalse();
            Thread.onSpinWait();
        }
    }

    @Test
    void aTransactionThatIsUnderWayEndsFirst() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> bulk;
        try (Connection live = database.writing().getConnection()) {
            live.setAutoCommit(false);
            live.createStatement().executeUpdate("INSERT INTO thing VALUES (1)");
            bulk = CompletableFuture.runAsync(() -> database.inBulk(() -> {
                begun.countDown();
                assertThat(limit()).isPositive();
                jdbc.update("INSERT INTO thing VALUES (2)");
            }));
            awaitBegunOrWaiting(begun);
            assertThat(limit()).isZero();
            live.commit();
            live.setAutoCommit(true);
        }
        bulk.get(30, TimeUnit.SECONDS);
        assertThat(limit()).isZero();
        assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM thing", Integer.class))
                .isEqualTo(2);
    }

    @Test
    void twoFollowEachOther() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> second = new CompletableFuture<>();
        database.inBulk(() -> {
            CompletableFuture.runAsync(() -> database.inBulk(begun::countDown))
                    .whenComplete((done, failure) -> second.complete(null));
            awaitBegunOrWaiting(begun);
            assertThat(begun.getCount()).isEqualTo(1);
            assertThat(limit()).isPositive();
        });
        second.get(30, TimeUnit.SECONDS);
        assertThat(begun.getCount()).isZero();
        assertThat(limit()).isZero();
    }
}
