package org.tallystick.commands;

/** Why a ledger was not created or changed, in order of precedence. */
public enum LedgerRejection implements Rejection {
    INVALID,
    ID_REUSED,
    NOT_FOUND
}
