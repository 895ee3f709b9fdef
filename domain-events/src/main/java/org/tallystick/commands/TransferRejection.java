package org.tallystick.commands;

/** Why a transfer was not initiated or moved on, in order of precedence. */
public enum TransferRejection implements Rejection {
    INVALID,
    ID_REUSED,
    NOT_FOUND,
    LEDGER_NOT_FOUND,
    ACCOUNT_NOT_FOUND,
    /** What is recorded does not belong to where the transfer stands. */
    ILLEGAL_TRANSITION
}
