package org.tallystick.storage.thread;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks once a second whether threads get on that have something to do. One that does not, look after look, and does not
 * wait for a database meanwhile, is stuck: in a deadlock, or in a call that never returns. What counts are looks, not time: a
 * machine that slept is not taken for a stuck thread. A database that does not answer is not their fault, and no reason to
 * restart the process.
 */
public final class ThreadWatch implements AutoCloseable {
    /** So many looks without progress make a thread a stuck one. */
    public static final int STUCK_AFTER = 30;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int FRAMES = 8;
    private static final int LONGEST_CHAIN = 10;
    /** A thread with one of these in its stack waits for a database, or for its turn to write to one. */
    private static final List<String> DATABASES =
            List.of("org.h2.", "org.postgresql.", "com.zaxxer.hikari.", "org.tallystick.storage.SingleWriterLock");

    private final List<Watched> watched;
    private final ScheduledExecutorService timer = ProcessThreads.timer("thread-watch");

    /** @param vitals those that others are behind come first */
    public ThreadWatch(List<Vital> vitals) {
        watched = vitals.stream().map(Watched::new).toList();
    }

    /**
     * A thread without which the process is of no use.
     *
     * @param progress changes whenever it gets on
     * @param behind a vital thread that this one may have to wait for; null for none
     */
    public record Vital(
            String thread,
            BooleanSupplier hasWork,
            ToLongFunction<Thread> progress,
            @Nullable String behind) {
        public Vital(String thread, BooleanSupplier hasWork, ToLongFunction<Thread> progress) {
            this(thread, hasWork, progress, null);
        }

        /** A {@link SteadyThread} whose steps are short, and come one after the other even if there is nothing to do. */
        public static Vital steady(String thread) {
            return new Vital(thread, () -> true, found -> ((ProcessThreads.SteppingThread) found).steps());
        }
    }

    /**
     * What was seen of a thread.
     *
     * @param alive whether it is there
     * @param looks without progress while there was work
     * @param looksOutside how many of them did not find it waiting for a database
     * @param where it stood at the last of them
     */
    public record Sight(String thread, boolean alive, int looks, int looksOutside, List<String> where) {
        public boolean isStuck() {
            return looksOutside >= STUCK_AFTER;
        }

        /** Whether the process is of no use without a restart. */
        public boolean isInTrouble() {
            return !alive || isStuck();
        }

        /** For about how long it has not got on. */
        public Duration standsFor() {
            return LOOK.multipliedBy(looks);
        }
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is done once a second; by hand for whoever does not want to wait for it. */
    public void look() {
        Map<String, Thread> alive = ProcessThreads.alive();
        Set<String> standing = new HashSet<>();
        for (Watched each : watched) {
            each.look(alive.get(each.vital.thread()), standing.contains(each.vital.behind()));
            if (each.sight.looks() > 0) {
                standing.add(each.vital.thread());
            }
        }
    }

    public List<Sight> sights() {
        return watched.stream().map(each -> each.sight).toList();
    }

    public Sight sight(String thread) {
        return sights().stream()
                .filter(each -> each.thread().equals(thread))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        timer.shutdown();
    }

    private static final class Watched {
        private final Vital vital;
        private long progress;
        private volatile Sight sight;

        Watched(Vital vital) {
            this.vital = vital;
            this.sight = moving(true);
        }

        private Sight moving(boolean alive) {
            return new Sight(vital.thread(), alive, 0, 0, List.of());
        }

        void look(@Nullable Thread thread, boolean waits) {
            long before = progress;
            progress = thread == null ? before : vital.progress().applyAsLong(thread);
            if (thread == null
                    || progress != before
                    || waits
                    || !vital.hasWork().getAsBoolean()) {
                sight = moving(thread != null);
                return;
            }
            List<ThreadInfo> chain = waitingChain(thread);
            boolean outside = chain.stream().noneMatch(Watched::waitsForDatabase);
            sight = new Sight(
                    vital.thread(), true, sight.looks() + 1, sight.looksOutside() + (outside ? 1 : 0), where(chain));
        }

        /** A thread, the owner of the lock that it waits for, the owner of the lock that that one waits for, and so on. */
        private static List<ThreadInfo> waitingChain(Thread thread) {
            List<ThreadInfo> chain = new ArrayList<>();
            for (long next = thread.getId(); next > 0 && chain.size() < LONGEST_CHAIN; ) {
                ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(next, Integer.MAX_VALUE);
                if (info == null) {
                    return chain;
                }
                chain.add(info);
                next = info.getLockOwnerId();
            }
            return chain;
        }

        private static boolean waitsForDatabase(ThreadInfo thread) {
            return Arrays.stream(thread.getStackTrace())
                    .map(StackTraceElement::getClassName)
                    .anyMatch(name -> DATABASES.stream().anyMatch(name::startsWith));
        }

        private static List<String> where(List<ThreadInfo> chain) {
            return chain.stream().flatMap(Watched::lines).toList();
        }

        private static Stream<String> lines(ThreadInfo thread) {
            Stream<String> frames =
                    Arrays.stream(thread.getStackTrace()).limit(FRAMES).map(frame -> "at " + frame);
            return Stream.concat(Stream.of(thread.getThreadName() + " " + thread.getThreadState()), frames);
        }
    }
}
