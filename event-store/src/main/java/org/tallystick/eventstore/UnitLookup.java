package org.tallystick.eventstore;

import java.util.Optional;

/**
 * Finds what earlier commands stored, so that a repetition is answered with the original result. Sees everything that the
 * commands before on the same lane have appended, whether it is durable yet or not.
 */
public interface UnitLookup {

    /** Whether a stream has any event. Cheap for the streams of new transactions: no exception, no loading. */
    boolean exists(String stream);

    /** The unit of work that stored the event with this sequence number in this stream, if there is one. */
    Optional<RecordedUnit> unitOf(String stream, long sequence);

    /** The first unit of work that was stored under an alias, if there is one. */
    Optional<RecordedUnit> unitUnder(String alias);
}
