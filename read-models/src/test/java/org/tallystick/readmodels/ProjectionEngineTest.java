package org.tallystick.readmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** How a read model follows the events, is rebuilt, and goes on around what it cannot take. */
class ProjectionEngineTest extends EngineTest {
    final TallyProjection tally = new TallyProjection();

    @Override
    protected TallyProjection projection() {
        return tally;
    }

    @AfterEach
    void openGate() {
        tally.gateOfLaterVersions.countDown();
    }

    record Seen(long position, List<Long> rows, int version, boolean stale) {}

    Seen read() {
        return read(engine);
    }

    private static Seen read(ProjectionEngine engine) {
        return read(engine, TallyProjection.NAME);
    }

    private static Seen read(ProjectionEngine engine, String name) {
        return engine.read(List.of(name), OptionalLong.empty(), view -> {
            Tables tables = view.tables(name);
            List<Long> rows = tables.jdbc()
                    .queryForList(
                            "SELECT position FROM " + tables.name(name + "_row") + " ORDER BY position", Long.class);
            return new Seen(view.position(name), rows, tables.version(), view.isStale(name, "a"));
        });
    }

    @Test
    void allStatementsOfAReadSeeOneMoment() throws InterruptedException {
        addAndAwait("a");
        List<Long> rows = engine.read(List.of(TallyProjection.NAME), OptionalLong.empty(), view -> {
            addAndAwaitUnchecked("b");
            Tables tables = view.tables(TallyProjection.NAME);
            return tables.jdbc().queryForList("SELECT position FROM " + tables.name(TallyProjection.ROW), Long.class);
        });
        assertThat(rows).containsExactly(1L);
        assertThat(read().rows()).containsExactly(1L, 2L);
    }

    private void addAndAwaitUnchecked(String id) {
        try {
            addAndAwait(id);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void onlyThePoisonAndWhatFollowsOnItsStreamWait() throws InterruptedException {
        tally.poison.add(2L);
        addAndAwait("b", "a", "b", "a", "c");
        assertThat(read().rows()).containsExactly(1L, 3L, 5L);
        assertThat(read().stale()).isTrue();
        assertThat(engine.parked("tally", 0, 10))
                .extracting(ParkedEvent::position)
                .containsExactly(2L, 4L);
        addAndAwait("a", "b");
        assertThat(read().rows()).containsExactly(1L, 3L, 5L, 7L);
    }

    @Test
    void aRetryTakesThemInOrderOnceTheCauseIsGone() throws InterruptedException {
        tally.poison.add(2L);
        addAndAwait("b", "a", "a", "c");
        assertThat(runner().parked().retry(null)).isZero();
        assertThat(engine.parked("tally", 0, 1).get(0).attempts()).isGreaterThan(1);
        tally.poison.clear();
        assertThat(runner().parked().retry("a")).isEqualTo(2);
        assertThat(read().rows()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(read().stale()).isFalse();
        addAndAwait("a");
        assertThat(read().rows()).contains(5L);
    }

    @Test
    void onlyTheFirstThatWaitsCanBeDiscarded() throws InterruptedException {
        tally.poison.add(1L);
        addAndAwait("a", "a");
        assertThat(runner().parked().discard("a", 2)).isFalse();
        assertThat(runner().parked().discard("b", 1)).isFalse();
        assertThat(runner().parked().discard("a", 1)).isTrue();
        assertThat(runner().parked().retry(null)).isEqualTo(1);
        assertThat(read().rows()).containsExactly(2L);
    }

    @Test
    void whatIsParkedStaysParkedOverARestart() throws Exception {
        tally.poison.add(1L);
        addAndAwait("a", "b");
        engine.close();
        tally.poison.clear();
        engine = started(tally);
        addAndAwait("a", "b");
        assertThat(read().rows()).containsExactly(2L, 4L);
        assertThat(runner().parked().retry(null)).isEqualTo(2);
        assertThat(read().rows()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aFailureOfTheDatabaseParksNothing() throws InterruptedException {
        tally.failures.set(3);
        addAndAwait("a", "b");
        assertThat(read().rows()).containsExactly(1L, 2L);
        assertThat(engine.parked("tally", 0, 10)).isEmpty();
    }

    @Test
    void whatOneProjectionCannotTakeIsTakenByTheOthers() throws Exception {
        engine.close();
        TallyProjection other = new TallyProjection("other", 1);
        tally.poison.add(2L);
        engine = started(tally, other);
        addAndAwait("b", "a", "b");
        assertThat(read().rows()).containsExactly(1L, 3L);
        assertThat(read(engine, "other").rows()).containsExactly(1L, 2L, 3L);
        addAndAwait("a");
        assertThat(read(engine, "other").rows()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(engine.parked("other", 0, 10)).isEmpty();
    }

    @Test
    void oneThatIsFarBehindCatchesUpWhileTheOthersGoOn() throws Exception {
        int many = 2 * ProjectionRunner.LIVE_BATCH + 1;
        for (int i = 0; i < many; i++) {
            log.add("t" + i % 7);
        }
        assertThat(engine.awaitPosition(many, PATIENCE)).isTrue();
        engine.close();
        TallyProjection late = new TallyProjection("late", 1);
        late.failures.set(2);
        engine = started(tally, late);
        log.add("a");
        await(() -> engine.progress(TallyProjection.NAME).position() == many + 1);
        assertThat(engine.awaitPosition(many + 1, PATIENCE)).isTrue();
        assertThat(read(engine, "late").rows()).hasSize(many + 1);
        assertThat(read().rows()).hasSize(many + 1);
    }

    @Test
    void tablesOfAnotherBuildAreMadeAgainAndSayNothingBeforeTheyAreWhole() throws Exception {
        addAndAwait("a", "b");
        engine.close();
        TallyProjection newer = new TallyProjection(TallyProjection.NAME, 2);
        newer.failures.set(Integer.MAX_VALUE);
        engine = started(newer);
        assertThatThrownBy(this::read).isInstanceOf(PositionNotReachedException.class);
        engine.close();
        engine = started(newer);
        assertThatThrownBy(this::read).as("after a restart").isInstanceOf(PositionNotReachedException.class);
        newer.failures.set(0);
        addAndAwait("c");
        assertThat(read().version()).isEqualTo(2);
        assertThat(read().rows()).containsExactly(1L, 2L, 3L);
        assertThat(tables()).doesNotContain("TALLY_ROW_V1", "tally_row_v1");
    }

    @Test
    void whatTheDatabaseHasForgottenIsTakenAgain() throws Exception {
        addAndAwait("a", "b");
        JdbcTemplate jdbc = new JdbcTemplate(database());
        // As after a crash of PostgreSQL, which takes the rows back together with the position.
        jdbc.update("DELETE FROM tally_row_v1 WHERE position = 2");
        jdbc.update("UPDATE projection_version SET position = 1");
        await(() -> read().position() == 2);
        assertThat(read().rows()).containsExactly(1L, 2L);
    }

    @Test
    void theOldVersionAnswersUntilTheNewOneIsThere() throws Exception {
        addAndAwait("a", "b", "c");
        tally.gateOfLaterVersions = new CountDownLatch(1);
        engine.replay(TallyProjection.NAME);
        assertThatThrownBy(() -> engine.replay(TallyProjection.NAME)).isInstanceOf(ReplayRunningException.class);
        assertThat(engine.progress(TallyProjection.NAME).replaying()).isTrue();
        addAndAwait("d");
        assertThat(read().version()).isEqualTo(1);
        assertThat(read().rows()).containsExactly(1L, 2L, 3L, 4L);
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        Thread reader = new Thread(() -> readAllTheTime(over, wrong));
        reader.start();
        tally.gateOfLaterVersions.countDown();
        await(() -> !engine.progress(TallyProjection.NAME).replaying());
        addAndAwait("e");
        over.set(true);
        reader.join();
        assertThat(wrong.get()).isNull();
        assertThat(read().version()).isEqualTo(2);
        assertThat(read().rows()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    /** Never a half-filled table, never a step back. */
    private void readAllTheTime(AtomicBoolean over, AtomicReference<Throwable> wrong) {
        long last = 0;
        try {
            while (!over.get()) {
                Seen seen = read();
                assertThat(seen.rows()).hasSize((int) seen.position());
                assertThat(seen.position()).isGreaterThanOrEqualTo(last);
                last = seen.position();
            }
        } catch (Throwable e) {
            wrong.set(e);
        }
    }

    @Test
    void aReplayParksWhatItCannotTakeItself() throws InterruptedException {
        addAndAwait("a", "b", "a");
        tally.poison.add(1L);
        engine.replay(TallyProjection.NAME);
        await(() -> !engine.progress(TallyProjection.NAME).replaying());
        assertThat(read().rows()).containsExactly(2L);
        assertThat(read().stale()).isTrue();
    }

    @Test
    void aReplayThatFailsMakesRoomForTheNext() throws Exception {
        addAndAwait("a", "b");
        tally.failures.set(1);
        engine.replay(TallyProjection.NAME);
        await(() -> !engine.progress(TallyProjection.NAME).replaying());
        assertThat(read().version()).isEqualTo(1);
        engine.replay(TallyProjection.NAME);
        await(() -> read().version() == 2);
        assertThat(read().rows()).containsExactly(1L, 2L);
    }

    @Test
    void whatAnInterruptedReplayLeftIsRemovedByTheNextStart() throws Exception {
        addAndAwait("a", "b");
        engine.close();
        JdbcTemplate jdbc = new JdbcTemplate(database());
        jdbc.update("INSERT INTO projection_version (name, version, serving, position) VALUES ('tally', 2, FALSE, 1)");
        jdbc.execute("CREATE TABLE tally_row_v2 (position BIGINT PRIMARY KEY, stream VARCHAR(400))");
        jdbc.execute("CREATE TABLE tally_row_v3 (half BOOLEAN)");
        engine = started(tally);
        assertThat(tables()).doesNotContain("TALLY_ROW_V2");
        assertThat(read().version()).isEqualTo(1);
        assertThat(read().rows()).containsExactly(1L, 2L);
        engine.replay(TallyProjection.NAME);
        await(() -> !engine.progress(TallyProjection.NAME).replaying());
        engine.replay(TallyProjection.NAME);
        await(() -> !engine.progress(TallyProjection.NAME).replaying());
        assertThat(read().version()).isEqualTo(3);
        assertThat(read().rows()).containsExactly(1L, 2L);
    }

    List<String> tables() {
        return new JdbcTemplate(database())
                .queryForList("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES", String.class);
    }

    @Test
    void twoProcessesOnOneDatabaseWriteEachEventOnce() throws Exception {
        ProjectionEngine other = started(new TallyProjection());
        for (int i = 0; i < 300; i++) {
            log.add("t" + i % 7);
        }
        assertThat(engine.awaitPosition(300, PATIENCE)).isTrue();
        assertThat(other.awaitPosition(300, PATIENCE)).isTrue();
        assertThat(read().rows()).hasSize(300);
        assertThat(engine.parked("tally", 0, 10)).isEmpty();
        other.close();
    }

    @Test
    void aPositionThatIsNotThereYetIsWaitedFor() throws Exception {
        addAndAwait("a");
        List<String> names = List.of(TallyProjection.NAME);
        assertThatThrownBy(() -> engine.read(names, OptionalLong.of(2), view -> 0))
                .isInstanceOf(PositionUnknownException.class);
        tally.failures.set(Integer.MAX_VALUE);
        log.add("b");
        assertThatThrownBy(() -> engine.read(names, OptionalLong.of(2), view -> 0))
                .isInstanceOf(PositionNotReachedException.class);
        tally.failures.set(0);
        addAndAwait("c");
        long seen = engine.read(names, OptionalLong.of(3), view -> view.position(TallyProjection.NAME));
        assertThat(seen).isEqualTo(3);
    }
}
