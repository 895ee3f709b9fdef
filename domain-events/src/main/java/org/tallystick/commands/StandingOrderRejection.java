package org.tallystick.commands;

/** Why a standing order was not placed or changed, in order of precedence. */
public enum StandingOrderRejection implements Rejection {
    INVALID,
    ID_REUSED,
    NOT_FOUND,
    LEDGER_NOT_FOUND,
    ACCOUNT_NOT_FOUND,
    STANDING_ORDER_ENDED
}
