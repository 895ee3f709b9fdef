package org.tallystick.values;

/** Where a payment stands. See {@code docs/concepts.md} for the ways between them. */
public enum PaymentPhase {
    INITIATED,
    HELD,
    SCREENED,
    AWAITING_APPROVAL,
    APPROVED,
    /** Its order is about to leave or has left, and which of both is not known yet. */
    SUBMITTING,
    SUBMITTED,
    SETTLED,
    REJECTED,
    DECLINED,
    CANCELLED,
    FAILED,
    EXPIRED,
    /** It is not known what became of it, or it cannot go on by itself. */
    UNKNOWN,
    RETURNED;

    /** Before a rail may have heard of it. */
    public boolean isBeforeSubmission() {
        return compareTo(SUBMITTING) < 0;
    }

    /** Whether it will not be paid, and nothing was. */
    public boolean isWithoutPayment() {
        return compareTo(REJECTED) >= 0 && compareTo(EXPIRED) <= 0;
    }
}
