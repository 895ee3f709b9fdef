package org.tallystick.eventstore;

/** An aggregate that tells when it is not worth its place in the cache of its lane. */
public interface SelectivelyCached {

    /** Whether an aggregate as it is now is likely to be asked for again. */
    boolean isWorthCaching();
}
