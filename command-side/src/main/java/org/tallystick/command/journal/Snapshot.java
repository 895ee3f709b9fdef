package org.tallystick.command.journal;

/**
 * The state of an aggregate after one of its events.
 *
 * @param sequence the sequence number of that event in its stream
 * @param position the position of the journal row that holds it
 */
record Snapshot(String stream, long sequence, long position, Object state) {}
