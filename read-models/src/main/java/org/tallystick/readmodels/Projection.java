package org.tallystick.readmodels;

import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.tallystick.eventstore.RecordedEvent;

/**
 * A read model: an event handling component of Axon, with a {@link ProcessingGroup}, whose tables exist once per version. Its
 * {@code @EventHandler} methods may ask for {@link Tables} to write, for the {@link Batch} to collect in, and for the
 * {@link RecordedEvent}, besides what Axon resolves. They serve live updates and replay, of several versions at once; all
 * calls for one version come one after the other. Must not rely on state that a rollback would falsify.
 */
public interface Projection {

    /** The name of its processing group, such as {@code accounts}. */
    default String name() {
        return getClass().getAnnotation(ProcessingGroup.class).value();
    }

    /** Statements that create the tables of a version, with their primary keys; without what only queries need. */
    List<String> tableStatements(Tables tables);

    /** Statements that create the secondary indexes; run at once for a version that starts empty, else after catching up. */
    default List<String> indexStatements(Tables tables) {
        return List.of();
    }

    /**
     * To be counted up when the same events make other rows than in an earlier build, in tables that are the same. Where it
     * or the statements above have changed, a version that an earlier build made is dropped and built again.
     */
    default int edition() {
        return 1;
    }

    /** The names of all tables of a version, to drop it. */
    List<String> tableNames(Tables tables);

    /** What the handlers collect in. Every event comes exactly once, except those of streams that are parked. */
    default Batch begin(EventRange events) {
        return Batch.NONE;
    }

    /**
     * Rows may have changed in another way than by the next batch, as when a batch was undone or another process wrote one:
     * what is known of them must be read again.
     */
    default void forget() {}

    /** Tells live followers of a batch after its commit. Never called for a version that does not serve. */
    default void published(List<RecordedEvent> events, Tables tables) {}
}
