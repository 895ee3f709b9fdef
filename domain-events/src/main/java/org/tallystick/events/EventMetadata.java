package org.tallystick.events;

/** The keys of what is stored with the events of a command beside their payload. */
public final class EventMetadata {
    /** Who sent the command; {@code anonymous} without authentication. */
    public static final String ACTOR = "actor";
    /** The identifier of the HTTP request, or of whatever else the command came with. */
    public static final String REQUEST_ID = "requestId";
    /** What all messages of one flow have in common. */
    public static final String CORRELATION_ID = "correlationId";
    /** The message that directly caused this one: the command's identifier. */
    public static final String CAUSATION_ID = "causationId";
    /** What was asked for, by the name of the command; absent in what was stored before it was kept. */
    public static final String COMMAND = "command";
    /** The event that made a saga send the command, by its identifier; absent for a command of a client. */
    public static final String TRIGGERED_BY = "triggeredBy";
    /** The idempotency key of the request in its scope, as a digest; absent without one. */
    public static final String IDEMPOTENCY_KEY = "idempotencyKey";

    private EventMetadata() {}
}
