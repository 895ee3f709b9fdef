package org.tallystick.values;

/** What has to be done for a transfer, each on its own. */
public enum TransferStep {
    /** Holds the money in the first ledger; taken back by {@link #VOID}. */
    HOLD,
    /** Posts it in the second ledger; taken back by {@link #RECALL}. */
    DELIVER,
    /** Posts what is held in the first ledger. */
    COMPLETE,
    /** Releases what is held in the first ledger. */
    VOID,
    /** Reverses what was posted in the second ledger. */
    RECALL
}
