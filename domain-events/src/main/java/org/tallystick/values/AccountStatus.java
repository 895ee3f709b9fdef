package org.tallystick.values;

/** The life of an account: open and frozen alternate, closed is final. */
public enum AccountStatus {
    OPEN,
    FROZEN,
    CLOSED
}
