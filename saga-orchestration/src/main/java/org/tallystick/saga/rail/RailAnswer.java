package org.tallystick.saga.rail;

/** What a rail says when it is asked. */
public sealed interface RailAnswer {

    /** Taken; the outcome comes later as {@link RailNews}. */
    record Accepted(String railReference) implements RailAnswer {}

    record Settled(String railReference) implements RailAnswer {}

    record Refused(String code, String reason) implements RailAnswer {}

    /** Nobody knows. */
    record Silent(String reason) implements RailAnswer {}
}
