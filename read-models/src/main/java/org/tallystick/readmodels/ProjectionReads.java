package org.tallystick.readmodels;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Runs a query in one read-only transaction that sees the serving versions of some projections at one moment. */
public interface ProjectionReads {

    /**
     * @param position the least position that each of the projections must have reached; waits for it up to 2 seconds
     * @throws PositionNotReachedException when the wait was in vain; answered by 503 with Retry-After
     * @throws PositionUnknownException when the position is above the head of the store; answered by 400
     */
    <R> R read(List<String> projections, OptionalLong position, Function<ReadView, R> query);

    /**
     * Runs a query without a transaction. Each of its statements sees a moment of its own: the first makes sure of the versions,
     * see {@link ServingVersion}, and what the others read must never change.
     *
     * @param position see {@link #read}
     * @return empty when the query says so, or something moved under it: then {@link #read} tells what there is
     */
    <R> Optional<R> readApart(
            List<String> projections, OptionalLong position, Function<ServingVersions, Optional<R>> query);

    /** By the name of the projection. */
    @FunctionalInterface
    interface ServingVersions {
        ServingVersion of(String projection);
    }

    /** Reads of the single rows that a projection has for its streams. Made once for each kind of row. */
    <C, R> StreamReads<C, R> ofStreams(StreamReads.Query<C, R> query);

    /** What a query sees. */
    interface ReadView {
        Tables tables(String projection);

        /** The position up to which the projection has seen every event. */
        long position(String projection);

        /** Whether events of this stream wait in the dead-letter queue of the projection. */
        boolean isStale(String projection, String stream);

        /** Whether any events wait in the dead-letter queue of the projection. */
        boolean isStale(String projection);

        /** The streams whose events wait in the dead-letter queue of the projection: none or few. */
        Set<String> staleStreams(String projection);
    }
}
