package org.tallystick.query.projection;

import java.util.List;
import org.tallystick.events.RecordedEvent;

/**
 * A read model: tables that exist once per version, written from batches of events. The same code serves live updates and
 * replay. All calls for one version come one after the other.
 */
public interface Projection {

    /** The name in the API, such as {@code accounts}; also the prefix of its tables. */
    String name();

    /** Statements that create the tables of a version, with their primary keys; without what only queries need. */
    List<String> tableStatements(Tables tables);

    /** Statements that create the secondary indexes; run at once for a version that starts empty, else after catching up. */
    List<String> indexStatements(Tables tables);

    /**
     * To be counted up when the same events make other rows than in an earlier build, in tables that are the same. Where it
     * or the statements above have changed, a version that an earlier build made is dropped and built again.
     */
    default int edition() {
        return 1;
    }

    /** The names of all tables of a version, to drop it. */
    List<String> tableNames(Tables tables);

    /**
     * Writes a batch of events, in order, in the transaction that also moves the position of the version. Every event
     * comes exactly once, except those of streams that are parked. Must not rely on
     * state that a rollback would falsify.
     */
    void apply(List<RecordedEvent> events, Tables tables);

    /** The same for an event that was parked, and whose place in the order is over. */
    default void applyLate(RecordedEvent event, Tables tables) {
        apply(List.of(event), tables);
    }

    /**
     * Rows may have changed in another way than by the next batch, as when a batch was undone or another process wrote one:
     * what is known of them must be read again.
     */
    default void forget() {}

    /** Tells live followers of a batch after its commit. Never called for a version that does not serve. */
    default void published(List<RecordedEvent> events, Tables tables) {}
}
