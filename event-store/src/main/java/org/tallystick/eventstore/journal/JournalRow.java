package org.tallystick.eventstore.journal;

/** A row of the journal. {@code position} is that of its last event. */
record JournalRow(long position, int events, long recordedAtMicros, byte[] data, int checksum) {}
