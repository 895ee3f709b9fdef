package org.tallystick.storage.thread;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that repeats a step, after growing pauses while it fails, until the step is the last one or the thread is closed.
 * It is never interrupted: an interrupt during file I/O would close the file of an embedded database under everybody.
 */
public final class SteadyThread implements AutoCloseable {
    private static final Duration LONGEST_END = Duration.ofSeconds(10);
    private static final int LONGEST_PAUSE_MILLIS = 5_000;

    private final Step step;
    private final ProcessThreads.SteppingThread thread;
    private final boolean vital;
    private volatile boolean closing;

    private SteadyThread(String name, Step step, boolean vital) {
        this.step = step;
        this.vital = vital;
        this.thread = ProcessThreads.stepping(name, this::repeat);
    }

    /** One that tries again whatever has failed: nobody works with what a failed step has left half done. */
    public static SteadyThread ofStep(String name, Step step) {
        return new SteadyThread(name, step, false);
    }

    /** One whose step may leave memory half changed: an {@link Error} ends the process, anything else is tried again. */
    public static SteadyThread vital(String name, Step step) {
        return new SteadyThread(name, step, true);
    }

    /** False when there is nothing to come after it. */
    @FunctionalInterface
    public interface Step {
        boolean goesOn() throws Exception;
    }

    public void start() {
        thread.start();
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    private void repeat() {
        int failures = 0;
        boolean goesOn = true;
        while (goesOn && !closing) {
            try {
                goesOn = step.goesOn();
                failures = 0;
                thread.stepped();
                FaultHandler.ofProcess().recovered(thread.getName());
            } catch (InterruptedException e) {
                return;
            } catch (Exception | Error e) {
                failed(e);
                pause(++failures);
            }
        }
    }

    private void failed(Throwable fault) {
        thread.stepped();
        if (vital && fault instanceof Error error) {
            throw error;
        }
        if (!closing) {
            FaultHandler.ofProcess().goesOn(thread.getName(), fault);
        }
    }

    private void pause(int failures) {
        if (!closing) {
            long millis = Math.min(LONGEST_PAUSE_MILLIS, 100L << Math.min(6, failures));
            LockSupport.parkNanos(this, Duration.ofMillis(millis).toNanos());
        }
    }

    public void stop() {
        closing = true;
        LockSupport.unpark(thread);
    }

    /** Waits until the step has ended, for a while. */
    @Override
    public void close() {
        stop();
        end(thread, LONGEST_END);
    }

    /** Waits for the end of a thread, for a while, and without an interrupt. */
    public static void end(Thread thread, Duration longest) {
        try {
            thread.join(longest.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
