package org.tallystick.eventstore.lane;

/** Holds a lane up while those who follow the events are too far behind. */
@FunctionalInterface
public interface Backpressure {
    Backpressure NONE = () -> {};

    /** Returns when the lane may go on; called on its thread before each round of commands. */
    void hold();
}
