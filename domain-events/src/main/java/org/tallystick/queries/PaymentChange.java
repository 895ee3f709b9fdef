package org.tallystick.queries;

import org.tallystick.answers.ChangedPayment;

/** What happened to a payment at a position. */
public record PaymentChange(ChangedPayment payment) implements Change {

    @Override
    public long position() {
        return payment.position().value();
    }
}
