package org.tallystick.command.payment;

import org.tallystick.command.decision.Decision;
import org.tallystick.command.decision.Violation;
import org.tallystick.commands.PaymentRejection;
import org.tallystick.events.PaymentEvent;
import org.tallystick.values.EnumText;
import org.tallystick.values.OrderedMap;
import org.tallystick.values.PaymentState;

/** Says what a payment does not allow. */
final class PaymentViolation {
    private PaymentViolation() {}

    static Violation of(PaymentState state, String what) {
        return new Violation(
                "Payment " + state.id() + " " + what + ".",
                OrderedMap.of("payment", state.id().value(), "state", EnumText.of(state.phase())));
    }

    /** What is recorded does not belong to where the payment stands. */
    static Decision<PaymentEvent> illegal(PaymentState state, String what) {
        return new Decision.Rejected<>(
                PaymentRejection.ILLEGAL_TRANSITION,
                of(state, "is " + EnumText.of(state.phase()) + " and has no " + what));
    }
}
