package org.tallystick.values;

/** What became of the money of a payment in its ledger, as far as the payment knows. */
public enum PaymentFunds {
    /** The outcome of the hold is not known yet, or nobody asked for one. */
    UNTOUCHED,
    /** The ledger refused the hold. */
    REFUSED,
    HELD,
    RELEASED,
    POSTED,
    REVERSED
}
