package org.tallystick.storage.thread;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every {@link Throwable} of a thread that lives as long as the process goes: it is logged and counted, and then the
 * thread goes on; or, where going on is unsafe, the process ends with one line and {@link #EXIT_CODE}, so that another one
 * takes over. A process that cannot work must not stay and look as if it could.
 */
public final class FaultHandler {
    /** What a process ends with that a fault has ended ({@code EX_SOFTWARE}). */
    public static final int EXIT_CODE = 70;

    private static final Logger LOG = LoggerFactory.getLogger(FaultHandler.class);
    private static final Duration LONGEST_WORDS = Duration.ofSeconds(2);
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private static volatile FaultHandler ofProcess = new FaultHandler(code -> {});

    private final IntConsumer end;
    private final Map<String, LongAdder> faults = new ConcurrentHashMap<>();
    private final List<Consumer<String>> newThreads = new CopyOnWriteArrayList<>();
    private final Map<String, Failing> failing = new ConcurrentHashMap<>();
    private volatile @Nullable String ended;

    /** @param end ends the process with a code; one that only notes it is for tests, and for programs around this one */
    public FaultHandler(IntConsumer end) {
        this.end = end;
    }

    private record Failing(String kind, long times, long loggedNanos) {}

    /** The one of this process. It ends nothing until one that does is installed. */
    public static FaultHandler ofProcess() {
        return ofProcess;
    }

    /** @return the one before, to be installed again at the end of a test */
    public static FaultHandler install(FaultHandler handler) {
        FaultHandler before = ofProcess;
        ofProcess = handler;
        return before;
    }

    /**
     * One that ends this process without its shutdown hooks, which may wait for the thread that failed. What was acknowledged
     * is durable without them.
     */
    public static FaultHandler ending() {
        return new FaultHandler(code -> Runtime.getRuntime().halt(code));
    }

    /** A thread has failed and will try again. The same fault is logged once a minute, with its stack trace. */
    public void goesOn(String thread, Throwable fault) {
        if (endsAnyThread(fault)) {
            ends(thread, fault);
            return;
        }
        count(thread);
        failing.compute(thread, (name, before) -> noted(name, before, fault));
    }

    private static Failing noted(String thread, @Nullable Failing before, Throwable fault) {
        long now = System.nanoTime();
        String kind = fault.getClass().getName();
        if (before == null || !before.kind().equals(kind)) {
            return logged(thread, kind, 1, fault);
        }
        long times = before.times() + 1;
        return now - before.loggedNanos() < QUIET_NANOS
                ? new Failing(kind, times, before.loggedNanos())
                : logged(thread, kind, times, fault);
    }

    private static Failing logged(String thread, String kind, long times, Throwable fault) {
        LOG.error("{} has failed ({} in a row) and tries again", thread, times, fault);
        return new Failing(kind, times, System.nanoTime());
    }

    /**
     * Something failed on a thread whose own work goes on.
     *
     * @param what a name like that of a thread, such as {@code callback}
     */
    public void harmless(String what, Throwable fault) {
        if (endsAnyThread(fault)) {
            ends(what, fault);
            return;
        }
        count(what);
        LOG.error("{} has failed; what called it goes on", what, fault);
    }

    /** A thread that had failed has done its work again. */
    public void recovered(String thread) {
        Failing before = failing.isEmpty() ? null : failing.remove(thread);
        if (before != null) {
            LOG.info("{} goes on, after {} faults", thread, before.times());
        }
    }

    /** What nobody goes on after, whichever thread it meets: it says nothing about the work of that thread. */
    private static boolean endsAnyThread(Throwable fault) {
        return fault instanceof VirtualMachineError && !(fault instanceof StackOverflowError);
    }

    /** A thread without which nothing works cannot go on: the process ends. Returns only where it does not. */
    public void ends(String thread, Throwable fault) {
        try {
            ended = thread;
            count(thread);
            // In a thread of its own: whoever should read the log may have stopped reading it.
            Thread words = new Thread(() -> say(thread, fault), "last-words");
            words.setDaemon(true);
            words.start();
            words.join(LONGEST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OutOfMemoryError e) {
            // There is no memory for words; the code tells.
        } finally {
            end.accept(EXIT_CODE);
        }
    }

    private static void say(String thread, Throwable fault) {
        System.err.println(
                "tallystick: " + thread + " cannot go on; the process ends with code " + EXIT_CODE + ": " + fault);
        LOG.error("{} cannot go on; the process ends", thread, fault);
    }

    private void count(String thread) {
        LongAdder known = faults.get(thread);
        if (known == null) {
            known = faults.computeIfAbsent(thread, name -> new LongAdder());
            newThreads.forEach(each -> each.accept(thread));
        }
        known.increment();
    }

    /** How many faults there were since the start. */
    public long faults() {
        return faults.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** The same by thread; those without any are left out. */
    public Map<String, Long> faultsByThread() {
        Map<String, Long> counts = new TreeMap<>();
        faults.forEach((thread, count) -> counts.put(thread, count.sum()));
        return counts;
    }

    public long faults(String thread) {
        LongAdder known = faults.get(thread);
        return known == null ? 0 : known.sum();
    }

    /**
     * Tells of each thread that had a fault, and of each other one at its first fault.
     *
     * @return ends that: this handler lives as long as the process, and would keep whoever listens
     */
    public Runnable eachThread(Consumer<String> listener) {
        newThreads.add(listener);
        faults.keySet().forEach(listener);
        return () -> newThreads.remove(listener);
    }

    /** The threads that fail at the moment, and try again. */
    public List<String> failing() {
        return failing.keySet().stream().sorted().toList();
    }

    /** The thread whose end should have ended the process. */
    public Optional<String> ended() {
        return Optional.ofNullable(ended);
    }
}
