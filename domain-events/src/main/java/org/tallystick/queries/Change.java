package org.tallystick.queries;

/** Something that happened to what is followed, by the event at a position. */
public interface Change {
    long position();
}
