package org.tallystick.saga.rail;

/** What a rail says when it is asked. */
public sealed interface RailAnswer {

    /** Taken; the outcome comes later as {@link RailNews}. */
    record Accepted(String railReference) implements RailAnswer {}

    record Settled(String railReference) implements RailAnswer {}

    record Refused(String code, String reason) implements RailAnswer {}

    /** It was, or may have been, sent, and nobody knows. */
    record Silent(String reason) implements RailAnswer {}

    /** Taken, and it leaves later without being asked again. */
    record Waiting() implements RailAnswer {}

    /** Nothing has left, and nothing will unless it is asked again. */
    record NotSent(String reason) implements RailAnswer {}

    /** Somebody has decided before it left, and it never will. */
    record Withdrawn() implements RailAnswer {}
}
