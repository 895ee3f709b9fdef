package org.tallystick.query.projection;

/**
 * What a projection shows of one stream.
 *
 * @param stale whether events of the stream wait in the dead-letter queue
 * @param position up to which the projection had seen every event
 */
public record StreamRow<R>(R value, boolean stale, long position) {

    /** The same row at a later position, up to which no event has touched it. */
    StreamRow<R> upTo(long reached) {
        return reached <= position ? this : new StreamRow<>(value, stale, reached);
    }
}
