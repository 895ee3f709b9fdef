package org.tallystick.values;

/** What became of the money of a transfer in one of its ledgers, as far as the transfer knows. */
public enum TransferFunds {
    UNTOUCHED,
    HELD,
    POSTED,
    /** Held or posted before, and released or reversed since. */
    TAKEN_BACK
}
