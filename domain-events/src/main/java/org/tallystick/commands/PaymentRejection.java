package org.tallystick.commands;

/** Why a payment was not initiated or moved on, in order of precedence. */
public enum PaymentRejection implements Rejection {
    INVALID,
    ID_REUSED,
    NOT_FOUND,
    LEDGER_NOT_FOUND,
    ACCOUNT_NOT_FOUND,
    /** It is with the rail already and cannot be cancelled any more. */
    ALREADY_SUBMITTED,
    ALREADY_APPROVED,
    ALREADY_DECLINED,
    /** It has come to another end. */
    PAYMENT_ENDED,
    /** It has not come to its end yet. */
    PAYMENT_OPEN,
    NOT_AWAITING_APPROVAL,
    NOT_UNKNOWN,
    /** Who approves must be somebody else. */
    APPROVER_IS_INITIATOR,
    /** What is recorded does not belong to where the payment stands. */
    ILLEGAL_TRANSITION
}
