package org.tallystick.readmodels;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.tallystick.eventstore.RecordedEvent;

/**
 * What was read before of the serving versions of some projections, and that no event has touched since. Each was the
 * state at every position from the one it was read at to the one that all of them serve.
 *
 * <p>Another process may write the same versions. Nothing is shown from memory that was not seen to be nobody else's a
 * second ago, nor for a while after another one was found to write: then every answer comes from the database.
 */
final class RowCache<R> {
    private static final long MOST_BYTES = 16 << 20;
    private static final long CONFIRMED_FOR = Duration.ofSeconds(1).toNanos();
    private static final long SHARED_FOR = Duration.ofSeconds(10).toNanos();

    private final Cache<String, StreamRow<R>> byStream;
    private final List<Source> sources = new ArrayList<>();
    private long timesForgotten;

    /** @param weight how many bytes a value takes, roughly */
    RowCache(ToIntFunction<R> weight) {
        byStream = Caffeine.newBuilder()
                .maximumWeight(MOST_BYTES)
                .weigher((String stream, StreamRow<R> row) -> 2 * stream.length() + weight.applyAsInt(row.value()))
                .executor(Runnable::run)
                .build();
    }

    /** To be told what becomes of one more projection that the rows come from; before any is kept. */
    Source source() {
        Source source = new Source();
        sources.add(source);
        return source;
    }

    /** Null when it must be read. */
    @Nullable
    StreamRow<R> find(String stream) {
        long now = System.nanoTime();
        for (Source source : sources) {
            if (!source.isCurrent(now)) {
                return null;
            }
        }
        return byStream.getIfPresent(stream);
    }

    private boolean isEmpty() {
        return byStream.estimatedSize() == 0;
    }

    synchronized long timesForgotten() {
        return timesForgotten;
    }

    /**
     * Keeps a row, unless it may be older than what has been published since it was read.
     *
     * @param forgottenBefore the number of {@link #timesForgotten} before it was read
     */
    synchronized void keep(String stream, StreamRow<R> row, long forgottenBefore) {
        if (forgottenBefore != timesForgotten
                || sources.stream().anyMatch(source -> row.position() < source.published)) {
            return;
        }
        StreamRow<R> present = byStream.getIfPresent(stream);
        if (present == null || present.position() <= row.position()) {
            byStream.put(stream, row);
        }
    }

    /** One of the projections that the rows come from. */
    final class Source {
        private long published;
        private volatile long confirmedUntil = System.nanoTime();
        private volatile long sharedUntil = System.nanoTime();

        private Source() {}

        private boolean isCurrent(long now) {
            return confirmedUntil - now > 0 && sharedUntil - now <= 0;
        }

        /** A batch is stored, by this process. */
        void published(List<RecordedEvent> events, long position) {
            synchronized (RowCache.this) {
                published = position;
                if (!isEmpty()) {
                    events.forEach(event -> byStream.invalidate(event.stream()));
                }
            }
        }

        /** Rows have changed in another way than by the next batch. */
        void forget(long position) {
            synchronized (RowCache.this) {
                timesForgotten++;
                published = position;
                byStream.invalidateAll();
            }
        }

        /** At this time nobody else had written the version. */
        void confirmed(long nanoTime) {
            confirmedUntil = nanoTime + CONFIRMED_FOR;
        }

        void foundShared() {
            sharedUntil = System.nanoTime() + SHARED_FOR;
        }
    }
}
