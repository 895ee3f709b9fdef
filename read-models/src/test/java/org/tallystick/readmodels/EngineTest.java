package org.tallystick.readmodels;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** An engine over an empty database and events in memory. */
@Timeout(60)
public abstract class EngineTest implements DatabaseTest {
    protected static final Duration PATIENCE = Duration.ofSeconds(20);

    protected final MemoryLog log = new MemoryLog();
    protected ProjectionEngine engine;
    private DataSource database = h2();
    private String vendor = "h2";

    /** An empty H2 database in memory. */
    static DataSource h2() {
        return JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    @Override
    public void runOn(DataSource empty, String itsVendor) {
        database = empty;
        vendor = itsVendor;
    }

    /** What the engine of each test begins with. */
    protected abstract Projection projection();

    protected Projection[] projections() {
        return new Projection[] {projection()};
    }

    @BeforeEach
    void openEngine() throws SQLException {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:readmodels/" + vendor)
                .load()
                .migrate();
        engine = started(projections());
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    DataSource database() {
        return database;
    }

    ProjectionEngine started(Projection... projections) throws SQLException {
        ProjectionEngine started = new ProjectionEngine(ReadModelDatabase.shared(database), log, List.of(projections));
        started.start();
        return started;
    }

    void addAndAwait(String... ids) throws InterruptedException {
        for (String id : ids) {
            log.add(id);
        }
        assertThat(engine.awaitPosition(log.head(), PATIENCE)).isTrue();
    }

    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.interrupted()).as("the time for it is over").isFalse();
            Thread.onSpinWait();
        }
    }

    /** What waits of a stream. Answers how many events were taken. */
    protected int retry(String stream) {
        return runner().parked().retry(stream);
    }

    ProjectionRunner runner() {
        return engine.runner(projection().name());
    }
}
