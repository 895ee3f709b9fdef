package org.tallystick.commands;

/** Why a transaction was not created, posted, voided, expired or reversed, in order of precedence. */
public enum TransactionRejection implements Rejection {
    INVALID,
    ID_REUSED,
    NOT_FOUND,
    /** For a ledger that a body names; of these commands none does, the path names it. */
    LEDGER_NOT_FOUND,
    ACCOUNT_NOT_FOUND,
    ACCOUNT_CLOSED,
    ACCOUNT_FROZEN,
    ASSET_MISMATCH,
    PERIOD_LOCKED,
    ALREADY_POSTED,
    ALREADY_VOIDED,
    TRANSACTION_EXPIRED,
    ALREADY_REVERSED,
    IS_REVERSAL,
    NOT_PENDING,
    NOT_POSTED,
    EXCEEDS_HELD,
    AMOUNT_OVERFLOW,
    CEILING_EXCEEDED,
    INSUFFICIENT_FUNDS,
    BATCH_ABORTED;

    /** The fact of {@link #ALREADY_REVERSED} that names the reversal. */
    public static final String REVERSED_BY = "reversedBy";
}
