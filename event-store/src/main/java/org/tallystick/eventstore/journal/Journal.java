package org.tallystick.eventstore.journal;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.tallystick.eventstore.CommandContext;

/**
 * The writing end of the store. Lanes append units of work, which get dense positions at once and become visible to later
 * commands at once ({@link AppendedUnits}); one thread stores them in groups and completes what waits for them
 * ({@link GroupCommit}); another one follows with the index ({@link IndexFlusher}). Who may write, and what memory has to
 * hold then, is up to {@link WriterRole}.
 *
 * <p>When a write fails for good, whatever was appended but is not stored never happened: positions go back, the lanes
 * decide those commands again (a new generation), and only the command that the store refuses is failed.
 */
public final class Journal implements AutoCloseable {
    private final AppendedUnits units;
    private final WriterRole role;
    private final GroupCommit commits;
    private final IndexFlusher indexFlusher;
    private final WriterLease lease;

    Journal(AppendedUnits units, WriterRole role, GroupCommit commits, IndexFlusher indexFlusher, WriterLease lease) {
        this.units = units;
        this.role = role;
        this.commits = commits;
        this.indexFlusher = indexFlusher;
        this.lease = lease;
    }

    /** Starts the threads. Whether this process writes is up to {@link #becomeWriter}. */
    void start() {
        commits.start();
        indexFlusher.start();
    }

    /** Takes the lease if it can be had, unless the disk has failed this process, and reads what the index does not know yet. */
    boolean becomeWriter() throws SQLException {
        return role.become();
    }

    /** Why the store cannot be written; empty while this process writes to it, or another one does. */
    public Optional<String> notWritable() {
        return role.notWritable();
    }

    /** Whether this process writes to the store. */
    public boolean isWriter() {
        return units.isOpen();
    }

    /** Changes whenever what was appended but not stored has been forgotten. */
    public long generation() {
        return units.generation();
    }

    /** The position of the last event that was appended, whether it is stored yet or not. */
    public long appendedHead() {
        return units.appendedHead();
    }

    /**
     * Appends the events of one command as one unit of work.
     *
     * @throws StaleGenerationException when the generation in which the command was decided has ended
     */
    IndexedUnit append(
            List<? extends DomainEventMessage<?>> messages, Map<String, String> metadata, CommandContext context) {
        return units.append(messages, metadata, context);
    }

    /** Has what is appended written now; called by a lane that has nothing else to decide at the moment. */
    public void flush() {
        units.flush();
    }

    /** Whether a group is on its way to the store, or about to be, so that what is appended has to wait. */
    public boolean isWriting() {
        return units.isWriting();
    }

    /** Called on the thread of the journal whenever it has ended a write, with how long it took; must not block. */
    public void afterEachWrite(LongConsumer listener) {
        commits.afterEachWrite(listener);
    }

    /**
     * Completes once everything that is appended by now is durable.
     *
     * @return the position up to which that is
     * @throws StaleGenerationException when the command was decided before the given generation ended
     */
    public long whenDurable(long decidedIn, Completion completion) {
        return units.whenDurable(decidedIn, completion);
    }

    /** Writes what is appended, then the index, and gives the lease back. What could not be written in time is failed. */
    @Override
    public void close() {
        units.close();
        commits.awaitEnd();
        indexFlusher.close();
        if (units.isOpen() && !units.hasPending()) {
            indexFlusher.writeRest();
        }
        role.endClosed();
        lease.close();
    }
}
