package org.tallystick.eventstore.lane;

import java.util.function.IntSupplier;
import org.tallystick.eventstore.journal.JournalFigures;
import org.tallystick.storage.thread.ThreadWatch;

/**
 * What a lane has done, and has to do. Counted by its thread alone, in plain additions, and read by whoever looks.
 */
public final class LaneFigures {
    private final String lane;
    private final IntSupplier queued;
    private volatile long commands;
    private volatile long groups;
    private volatile long busyNanos;
    private volatile boolean held;
    private volatile int atHand;

    /** @param queued how many commands wait, as far as can be told without the lock */
    LaneFigures(String lane, IntSupplier queued) {
        this.lane = lane;
        this.queued = queued;
    }

    void held(boolean now) {
        held = now;
    }

    void begun(int commandsOfGroup) {
        atHand = commandsOfGroup;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread
    void decided() {
        commands++;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread
    void ended(long nanos) {
        atHand = 0;
        groups++;
        busyNanos += nanos;
    }

    public String lane() {
        return lane;
    }

    /** Commands that wait to be decided. */
    public int queued() {
        return queued.getAsInt();
    }

    /** Commands that were decided. */
    public long commands() {
        return commands;
    }

    /** Groups in which they were taken from the queue. */
    public long groups() {
        return groups;
    }

    /** How long it has worked on all groups, waits for room in the journal and for read models included. */
    public long busyNanos() {
        return busyNanos;
    }

    /** It may wait for room in the journal; how long it may wait for read models is for those to say. */
    ThreadWatch.Vital vital() {
        return new ThreadWatch.Vital(
                lane, () -> !held && (atHand > 0 || queued() > 0), thread -> commands + groups, JournalFigures.THREAD);
    }
}
