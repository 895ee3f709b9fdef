package org.tallystick.readmodels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.eventstore.RecordedEvent;

/** What is told from memory is what the database would tell. */
class StreamReadsTest extends EngineTest {
    private static final String COMPANION = "companion";

    private final LatestProjection latest = new LatestProjection();
    private final LatestProjection companion = new LatestProjection(COMPANION);
    private final AtomicInteger rowsRead = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private StreamReads<Long, Pair> reads;
    private volatile Runnable betweenTheTwo = () -> {};

    /** What each projection tells. */
    private record Pair(long latest, long companion) {
        static Pair of(long both) {
            return new Pair(both, both);
        }
    }

    @Override
    protected LatestProjection projection() {
        return latest;
    }

    @Override
    protected Projection[] projections() {
        return new Projection[] {latest, companion};
    }

    @BeforeEach
    void openReads() {
        reads = engine.ofStreams(new StreamReads.Query<>(
                LatestProjection.NAME,
                LatestProjection.ROW,
                "r.stream = ?",
                COMPANION,
                (row, told) -> {
                    rowsRead.incrementAndGet();
                    return new Pair(row.getLong("last"), told);
                },
                last -> 16));
    }

    private StreamRow<Pair> find(String id) {
        return find(id, OptionalLong.empty());
    }

    private StreamRow<Pair> find(String id, OptionalLong position) {
        String stream = id;
        return reads.find(stream, position, tables -> companionTells(stream, tables), stream)
                .orElse(null);
    }

    private long companionTells(String stream, Tables tables) {
        long last = LatestProjection.last(COMPANION, stream, tables);
        Runnable once = betweenTheTwo;
        betweenTheTwo = () -> {};
        once.run();
        return last;
    }

    private static StreamRow<Pair> row(long both, long position) {
        return new StreamRow<>(Pair.of(both), position);
    }

    private boolean isKept(String id) {
        int before = rowsRead.get();
        return find(id) != null && rowsRead.get() == before;
    }

    private boolean tells(String id, long last) {
        StreamRow<Pair> found = find(id);
        return found != null && found.value().equals(Pair.of(last));
    }

    @Test
    void aRowIsReadOnceUntilAnEventTouchesItsStream() throws InterruptedException {
        addAndAwait("a", "b");
        await(() -> isKept("a"));
        addAndAwait("b", "c");
        assertThat(find("a")).isEqualTo(row(1, 4));
        assertThat(isKept("a")).isTrue();
        addAndAwait("a");
        assertThat(find("a")).isEqualTo(row(5, 5));
    }

    @Test
    void whatIsNotThereIsLookedForEachTime() throws InterruptedException {
        assertThat(find("a")).isNull();
        addAndAwait("a");
        assertThat(find("a").value()).isEqualTo(Pair.of(1));
    }

    /** Who reads it in a transaction then tells that it is stale. */
    @ParameterizedTest
    @ValueSource(strings = {LatestProjection.NAME, COMPANION})
    void aStreamThatIsParkedInOneOfThemIsLeftToOthersUntilItIsNotAnyMore(String name) throws InterruptedException {
        LatestProjection poisoned = name.equals(COMPANION) ? companion : latest;
        addAndAwait("a", "b");
        await(() -> isKept("a"));
        poisoned.poison.add(3L);
        addAndAwait("a");
        assertThat(find("a")).isNull();
        poisoned.poison.clear();
        await(() -> isKept("b"));
        assertThat(engine.runner(name).parked().retry(null)).isEqualTo(1);
        assertThat(find("a")).isEqualTo(row(3, 3));
        await(() -> isKept("a"));
        poisoned.poison.add(4L);
        addAndAwait("a");
        assertThat(find("a")).isNull();
        assertThat(engine.runner(name).parked().discard("a", 4)).isTrue();
        assertThat(find("a").position()).isEqualTo(4);
    }

    @Test
    void whatMovesBetweenTheTwoStatementsIsNotTold() throws InterruptedException {
        addAndAwait("a");
        betweenTheTwo = () -> addUnchecked("a");
        assertThat(find("a")).isNull();
        assertThat(find("a")).isEqualTo(row(2, 2));
        addAndAwait("a");
        betweenTheTwo = () -> {
            engine.replay(COMPANION);
            await(() -> !engine.progress(COMPANION).replaying());
        };
        assertThat(find("a")).isNull();
        assertThat(find("a")).isEqualTo(row(3, 3));
    }

    private void addUnchecked(String id) {
        try {
            addAndAwait(id);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What cannot be written parts them: each takes the batch by itself, and one of them fails to for a while. */
    @Test
    void whereOneIsBehindThePositionIsItsOwn() throws InterruptedException {
        addAndAwait("a", "c");
        await(() -> isKept("c"));
        companion.failing = true;
        latest.poison.add(4L);
        log.add("a");
        log.add("b");
        assertThat(engine.runner(LatestProjection.NAME).awaitPosition(4, PATIENCE))
                .isTrue();
        assertThat(find("a")).isEqualTo(new StreamRow<>(new Pair(3, 1), 2));
        assertThat(isKept("a")).isFalse();
        assertThat(find("c")).isEqualTo(row(2, 2));
        companion.failing = false;
        assertThat(engine.awaitPosition(4, PATIENCE)).isTrue();
        assertThat(find("a")).isEqualTo(row(3, 4));
        await(() -> isKept("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {LatestProjection.NAME, COMPANION})
    void aReplayedVersionIsReadAnew(String name) throws InterruptedException {
        LatestProjection poisoned = name.equals(COMPANION) ? companion : latest;
        poisoned.poison.add(2L);
        addAndAwait("a", "a", "b");
        assertThat(engine.runner(name).parked().discard("a", 2)).isTrue();
        await(() -> isKept("a"));
        poisoned.poison.clear();
        engine.replay(name);
        await(() -> !engine.progress(name).replaying());
        assertThat(find("a")).isEqualTo(row(2, 3));
        await(() -> isKept("a"));
    }

    @Test
    void whatAnotherProcessWritesIsSeenWhereThisOneStandsStill() throws Exception {
        addAndAwait("a");
        await(() -> isKept("a"));
        latest.failing = true;
        ProjectionEngine other = started(new LatestProjection(), new LatestProjection(COMPANION));
        try {
            log.add("a");
            assertThat(other.awaitPosition(2, PATIENCE)).isTrue();
            await(() -> tells("a", 2));
            latest.failing = false;
            assertThat(engine.awaitPosition(2, PATIENCE)).isTrue();
            await(() -> tells("a", 2));
            assertThat(isKept("a")).isFalse();
        } finally {
            other.close();
        }
    }

    /** Of an idle process the switch to another version is the one thing that no event tells. */
    @Test
    void aSwitchByAnotherProcessIsFollowed() throws Exception {
        latest.poison.add(2L);
        addAndAwait("a", "a");
        assertThat(runner().parked().discard("a", 2)).isTrue();
        await(() -> isKept("a"));
        ProjectionEngine other = started(new LatestProjection(), new LatestProjection(COMPANION));
        try {
            other.replay(LatestProjection.NAME);
            await(() -> tells("a", 2));
        } finally {
            other.close();
        }
    }

    @Test
    void everyAnswerIsTheStateAtItsPositionAndNeverGoesBack() throws Exception {
        addAndAwait("a", "b", "c", "d");
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SplittableRandom random = new SplittableRandom(i);
            clients.add(CompletableFuture.runAsync(() -> follow(random)));
        }
        SplittableRandom random = new SplittableRandom(99);
        while (!clients.stream().allMatch(CompletableFuture::isDone)) {
            addAndAwait(id(random));
            int enough = answers.get() + 20;
            await(() -> answers.get() >= enough || clients.stream().allMatch(CompletableFuture::isDone));
        }
        clients.forEach(CompletableFuture::join);
        assertThat(rowsRead.get()).as("some were told from memory").isLessThan(3 * 2_000);
    }

    private static String id(SplittableRandom random) {
        return String.valueOf("abcd".charAt(random.nextInt(4)));
    }

    private void follow(SplittableRandom random) {
        long seen = 0;
        for (int i = 0; i < 2_000; i++) {
            String id = id(random);
            StreamRow<Pair> found = find(id, OptionalLong.of(seen));
            if (found == null) {
                found = readInTransaction(id, seen);
            }
            answers.incrementAndGet();
            assertThat(found.position()).isGreaterThanOrEqualTo(seen);
            assertThat(found.value()).isEqualTo(Pair.of(lastUpTo(found.position(), id)));
            seen = found.position();
        }
    }

    private StreamRow<Pair> readInTransaction(String stream, long position) {
        return engine.read(List.of(LatestProjection.NAME, COMPANION), OptionalLong.of(position), view -> {
            long last = LatestProjection.last(LatestProjection.NAME, stream, view.tables(LatestProjection.NAME));
            long told = LatestProjection.last(COMPANION, stream, view.tables(COMPANION));
            long reached = Math.min(view.position(LatestProjection.NAME), view.position(COMPANION));
            return new StreamRow<>(new Pair(last, told), reached);
        });
    }

    private long lastUpTo(long position, String id) {
        return log.readStream(id, 0, Integer.MAX_VALUE).stream()
                .mapToLong(RecordedEvent::position)
                .filter(each -> each <= position)
                .max()
                .orElseThrow();
    }
}
