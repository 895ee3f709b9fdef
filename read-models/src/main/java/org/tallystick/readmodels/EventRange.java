package org.tallystick.readmodels;

/**
 * The events of a batch that a projection gets, which are in order, and lack those of streams that are parked.
 *
 * @param first the position of the first one
 * @param last the position of the last one
 * @param late whether it is a single one that was parked, and whose place in the order is over
 */
public record EventRange(long first, long last, boolean late) {

    public boolean isSingle() {
        return first == last;
    }
}
