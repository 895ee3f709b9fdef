package org.tallystick.query.projection;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that repeats a step, whatever fails, until the step is the last one or the thread is closed. It is never
 * interrupted: an interrupt during file I/O would close the file of an embedded database under everybody.
 */
final class SteadyThread {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyThread.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final Step step;
    private final Thread thread;
    private volatile boolean closing;

    SteadyThread(String name, Step step) {
        this.step = step;
        this.thread = new Thread(this::repeat, name);
        thread.setDaemon(true);
    }

    /** False when there is nothing to come after it. */
    interface Step {
        boolean goesOn() throws InterruptedException;
    }

    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    private void repeat() {
        int failures = 0;
        boolean goesOn = true;
        while (goesOn && !closing) {
            try {
                goesOn = step.goesOn();
                failures = 0;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // A thread that ends here would leave a read model behind for ever, without a word.
                if (closing) {
                    return;
                }
                LOG.warn("{} could not go on and tries again: {}", thread.getName(), e.toString());
                pause(++failures);
            }
        }
    }

    private void pause(int failures) {
        LockSupport.parkNanos(
                this,
                Duration.ofMillis(Math.min(5_000, 100L << Math.min(6, failures)))
                        .toNanos());
    }

    void stop() {
        closing = true;
        LockSupport.unpark(thread);
    }

    /** Waits until the step has ended. */
    void close() {
        stop();
        end(thread);
    }

    static void end(Thread thread) {
        try {
            thread.join(LONGEST_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
