package org.tallystick.commands;

/** Why an account was not opened or changed, in order of precedence. */
public enum AccountRejection implements Rejection {
    INVALID,
    ID_REUSED,
    NOT_FOUND,
    ACCOUNT_CLOSED,
    ACCOUNT_NOT_EMPTY,
    LIMIT_VIOLATED
}
