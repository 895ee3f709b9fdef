package org.tallystick.eventstore.journal;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.tallystick.storage.thread.FaultHandler;
import org.tallystick.storage.thread.ProcessThreads;

/**
 * What the process that writes does again and again, with a pause after each round. A fault ends its round only. A process
 * that does not write asks again after each pause.
 */
public final class WriterTask implements AutoCloseable {
    private final BooleanSupplier isWriter;
    private final Duration pause;
    private final Runnable round;
    private final Thread thread;
    private volatile boolean closing;

    /** @param name of the thread, which tells in a warning what could not be done, too */
    public WriterTask(String name, BooleanSupplier isWriter, Duration pause, Runnable round) {
        this.isWriter = isWriter;
        this.pause = pause;
        this.round = round;
        this.thread = ProcessThreads.once(name, this::run);
    }

    public void start() {
        thread.start();
    }

    /** Whether a round should end soon. */
    public boolean isClosing() {
        return closing;
    }

    private synchronized void run() {
        try {
            while (!closing) {
                tryRound();
                wait(pause.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryRound() {
        try {
            if (isWriter.getAsBoolean()) {
                round.run();
            }
            FaultHandler.ofProcess().recovered(thread.getName());
        } catch (RuntimeException | Error e) {
            FaultHandler.ofProcess().goesOn(thread.getName(), e);
        }
    }

    /** Waits for the end of the round that is under way. */
    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            notifyAll();
        }
    }
}
