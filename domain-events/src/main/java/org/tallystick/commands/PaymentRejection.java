package org.tallystick.commands;

/** Why a payment was not initiated or moved on, in order of precedence. */
public enum PaymentRejection implements Rejection {
    INVALID,
    ID_REUSED,
    NOT_FOUND,
    LEDGER_NOT_FOUND,
    ACCOUNT_NOT_FOUND,
    /** Its order is leaving: it is not known yet whether there is anything to take back. */
    SUBMITTING,
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
    /** It takes two people who are known, and one of them is not. */
    IDENTITY_NEEDED,
    /** Who approves, or resolves above the limit, must be somebody else. */
    APPROVER_IS_INITIATOR,
    /** What is recorded does not belong to where the payment stands. */
    ILLEGAL_TRANSITION
}
