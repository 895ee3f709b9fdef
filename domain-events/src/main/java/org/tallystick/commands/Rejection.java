package org.tallystick.commands;

import java.util.Locale;

/** Why a command was not done: a value, not a fault. Each aggregate has its own enumeration, in order of precedence. */
public interface Rejection {
    String name();

    /** Its place in the order of precedence. */
    int ordinal();

    /** The stable code that clients see. */
    default String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
