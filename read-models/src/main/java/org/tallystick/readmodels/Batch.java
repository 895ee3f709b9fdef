package org.tallystick.readmodels;

/**
 * What the handlers of a projection collect from a batch of events, to be written together at its end. A handler gets it as a
 * parameter.
 */
@FunctionalInterface
public interface Batch {
    /** For projections whose handlers write by themselves. */
    Batch NONE = tables -> {};

    /** Writes it, in the transaction that also moves the position of the version. */
    void write(Tables tables);
}
