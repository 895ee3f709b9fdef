package org.tallystick.eventstore.journal;

/** What waits for everything up to a position to be durable. Each method is called at most once, and only one of them. */
public interface Completion {
    /** Everything that the result is built on is durable now. */
    void durable();

    /** What the result is built on was not stored; the command has to be decided again. */
    void decideAgain();

    /** The store could not be written; whether the command took effect is not known. */
    void failed(RuntimeException cause);
}
