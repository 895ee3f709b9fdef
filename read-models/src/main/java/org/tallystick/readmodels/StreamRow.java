package org.tallystick.readmodels;

/**
 * What projections show of one stream.
 *
 * @param position up to which they had seen every event
 */
public record StreamRow<R>(R value, long position) {

    /** The same row at a later position, up to which no event has touched it. */
    StreamRow<R> upTo(long reached) {
        return reached <= position ? this : new StreamRow<>(value, reached);
    }
}
