package org.tallystick.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.events.RecordedEvent;

/** What is told from memory is what the database would tell. */
class StreamReadsTest extends EngineTest {
    private final LatestProjection latest = new LatestProjection();
    private final AtomicInteger rowsRead = new AtomicInteger();
    private StreamReads<Long> reads;

    @Override
    protected LatestProjection projection() {
        return latest;
    }

    @BeforeEach
    void openReads() {
        reads = engine.ofStreams(new StreamReads.Query<>(
                LatestProjection.NAME,
                LatestProjection.ROW,
                "r.stream = ?",
                (row, index) -> {
                    rowsRead.incrementAndGet();
                    return row.getLong("last");
                },
                last -> 8));
    }

    private StreamRow<Long> find(String id) {
        return find(id, OptionalLong.empty());
    }

    private StreamRow<Long> find(String id, OptionalLong position) {
        return reads.find("l/t/" + id, position, "l/t/" + id).orElse(null);
    }

    private boolean isKept(String id) {
        int before = rowsRead.get();
        return find(id) != null && rowsRead.get() == before;
    }

    private boolean tells(String id, long last) {
        StreamRow<Long> found = find(id);
        return found != null && found.value() == last;
    }

    @Test
    void aRowIsReadOnceUntilAnEventTouchesItsStream() throws InterruptedException {
        addAndAwait("a", "b");
        await(() -> isKept("a"));
        addAndAwait("b", "c");
        assertThat(find("a")).isEqualTo(new StreamRow<>(1L, false, 4));
        assertThat(isKept("a")).isTrue();
        addAndAwait("a");
        assertThat(find("a")).isEqualTo(new StreamRow<>(5L, false, 5));
    }

    @Test
    void whatIsNotThereIsLookedForEachTime() throws InterruptedException {
        assertThat(find("a")).isNull();
        addAndAwait("a");
        assertThat(find("a").value()).isEqualTo(1);
    }

    @Test
    void aParkedStreamIsReadEachTimeUntilItIsNotAnyMore() throws InterruptedException {
        addAndAwait("a", "b");
        await(() -> isKept("a"));
        latest.poison.add(3L);
        addAndAwait("a");
        assertThat(find("a")).isEqualTo(new StreamRow<>(1L, true, 3));
        assertThat(isKept("a")).isFalse();
        latest.poison.clear();
        await(() -> isKept("b"));
        assertThat(runner().retry(null)).isEqualTo(1);
        assertThat(find("a")).isEqualTo(new StreamRow<>(3L, false, 3));
        await(() -> isKept("a"));
    }

    @Test
    void aDiscardEndsThatItIsStale() throws InterruptedException {
        addAndAwait("a");
        latest.poison.add(2L);
        addAndAwait("a");
        assertThat(find("a").stale()).isTrue();
        assertThat(runner().discard("l/t/a", 2)).isTrue();
        assertThat(find("a")).isEqualTo(new StreamRow<>(1L, false, 2));
    }

    @Test
    void aReplayedVersionIsReadAnew() throws InterruptedException {
        latest.poison.add(2L);
        addAndAwait("a", "a", "b");
        assertThat(runner().discard("l/t/a", 2)).isTrue();
        await(() -> isKept("a"));
        latest.poison.clear();
        engine.replay(LatestProjection.NAME);
        await(() -> !engine.progress(LatestProjection.NAME).replaying());
        assertThat(find("a")).isEqualTo(new StreamRow<>(2L, false, 3));
        await(() -> isKept("a"));
    }

    @Test
    void whatAnotherProcessWritesIsSeenWhereThisOneStandsStill() throws Exception {
        addAndAwait("a");
        await(() -> isKept("a"));
        latest.failing = true;
        ProjectionEngine other = started(new LatestProjection());
        try {
            log.add("a");
            assertThat(other.awaitPosition(2, PATIENCE)).isTrue();
            await(() -> tells("a", 2));
            latest.failing = false;
            assertThat(engine.awaitPosition(2, PATIENCE)).isTrue();
            assertThat(find("a").value()).isEqualTo(2);
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
        assertThat(runner().discard("l/t/a", 2)).isTrue();
        await(() -> isKept("a"));
        ProjectionEngine other = started(new LatestProjection());
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
            StreamRow<Long> found = find(id, OptionalLong.of(seen));
            assertThat(found.position()).isGreaterThanOrEqualTo(seen);
            assertThat(found.value()).isEqualTo(lastUpTo(found.position(), id));
            seen = found.position();
        }
    }

    private long lastUpTo(long position, String id) {
        return log.readStream("l/t/" + id, 0, Integer.MAX_VALUE).stream()
                .mapToLong(RecordedEvent::position)
                .filter(each -> each <= position)
                .max()
                .orElseThrow();
    }
}
