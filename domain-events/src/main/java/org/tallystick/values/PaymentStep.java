package org.tallystick.values;

/** What has to be done for a payment, each on its own. */
public enum PaymentStep {
    START,
    HOLD,
    SCREEN,
    APPROVE,
    SUBMIT,
    POST,
    VOID,
    REVERSE
}
