package org.tallystick.storage.thread;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes every thread and timer that lives as long as the process; {@link SteadyThread} makes those that repeat a step. None
 * keeps a process alive, and none ends without the {@link FaultHandler} being told. None is interrupted either: an interrupt
 * during file I/O would close the file of an embedded database under everybody.
 */
public final class ProcessThreads {
    private ProcessThreads() {}

    /** A thread without which the process cannot work: whatever ends its body but its return ends the process. */
    public static Thread vital(String name, Runnable body) {
        return stepping(name, body);
    }

    static SteppingThread stepping(String name, Runnable body) {
        return daemon(name, () -> {
            try {
                body.run();
            } catch (RuntimeException | Error e) {
                FaultHandler.ofProcess().ends(name, e);
            }
        });
    }

    /** A thread for one piece of work, which others do without. */
    public static Thread once(String name, Runnable body) {
        return daemon(name, () -> guarded(name, body));
    }

    /** Numbered threads for a pool. */
    public static ThreadFactory numbered(String name) {
        AtomicInteger count = new AtomicInteger();
        return body -> once(name + "-" + count.incrementAndGet(), body);
    }

    /** A timer with one thread. What it repeats goes on after a fault. */
    public static ScheduledExecutorService timer(String name) {
        return timer(name, 1);
    }

    public static ScheduledExecutorService timer(String name, int threads) {
        return new Timer(name, threads, false);
    }

    /** A timer for work that an {@link Error} leaves where nobody goes on with it: then the process ends. */
    public static ScheduledExecutorService vitalTimer(String name, int threads) {
        return new Timer(name, threads, true);
    }

    private static SteppingThread daemon(String name, Runnable body) {
        SteppingThread thread = new SteppingThread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The live threads of this process by name; of several with one name, any. */
    static Map<String, Thread> alive() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] found = new Thread[2 * root.activeCount() + 16];
        int count = root.enumerate(found);
        Map<String, Thread> alive = new HashMap<>();
        for (int i = 0; i < count; i++) {
            alive.put(found[i].getName(), found[i]);
        }
        return alive;
    }

    /** One that tells how often it has done a step of its work. */
    static final class SteppingThread extends Thread {
        private volatile long steps;

        private SteppingThread(Runnable body, String name) {
            super(body, name);
        }

        /** On this thread alone. */
        void stepped() {
            steps++;
        }

        long steps() {
            return steps;
        }
    }

    private static void guarded(String name, Runnable body) {
        try {
            body.run();
            FaultHandler.ofProcess().recovered(name);
        } catch (RuntimeException | Error e) {
            FaultHandler.ofProcess().goesOn(name, e);
        }
    }

    /** The JDK's own cancels what throws, and keeps what was thrown for nobody. */
    private static final class Timer extends ScheduledThreadPoolExecutor {
        private final String name;
        private final boolean vital;

        Timer(String name, int threads, boolean vital) {
            super(threads, numbered(name));
            this.name = name;
            this.vital = vital;
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initial, long delay, TimeUnit unit) {
            return super.scheduleWithFixedDelay(() -> guarded(name, task), initial, delay, unit);
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initial, long period, TimeUnit unit) {
            return super.scheduleAtFixedRate(() -> guarded(name, task), initial, period, unit);
        }

        /** What is done once keeps what it has thrown in a future that mostly nobody looks at. */
        @Override
        protected void afterExecute(Runnable task, Throwable thrown) {
            if (task instanceof Future<?> done && done.isDone() && !done.isCancelled()) {
                try {
                    done.get();
                    FaultHandler.ofProcess().recovered(name);
                } catch (ExecutionException e) {
                    failed(Objects.requireNonNullElse(e.getCause(), e));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private void failed(Throwable fault) {
            if (isShutdown() && fault instanceof RejectedExecutionException) {
                return;
            }
            if (vital && fault instanceof Error) {
                FaultHandler.ofProcess().ends(name, fault);
            } else {
                FaultHandler.ofProcess().goesOn(name, fault);
            }
        }
    }
}
