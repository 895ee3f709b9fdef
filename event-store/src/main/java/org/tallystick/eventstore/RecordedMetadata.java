package org.tallystick.eventstore;

/** The keys of what the store tells with the results of commands. */
public final class RecordedMetadata {
    /** The {@link java.time.Instant} of recording, in microseconds. */
    public static final String RECORDED_AT = "recordedAt";
    /** The position that the result stands for, a {@link Long}. */
    public static final String POSITION = "position";

    private RecordedMetadata() {}
}
