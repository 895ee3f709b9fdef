package org.tallystick.values;

/** Where a transaction stands. Everything but pending is final. */
public enum TransactionPhase {
    PENDING,
    POSTED,
    VOIDED,
    EXPIRED
}
