package org.tallystick.command.payment;

import java.util.List;
import java.util.Map;
import org.tallystick.commands.PaymentRejection;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.codec.EnumText;
import org.tallystick.values.PaymentState;

/** What was decided of a command to a payment, before any of it happens. */
sealed interface PaymentDecision {

    /** It shall happen. */
    record Accepted(List<PaymentEvent> events) implements PaymentDecision {
        Accepted(PaymentEvent... events) {
            this(List.of(events));
        }
    }

    /**
     * Nothing is stored: it happened before, or something else has come first.
     *
     * @param said what a client said before; null for what the saga records
     */
    record Replay(PaymentHistory.Said said) implements PaymentDecision {}

    /** Nothing happens. */
    record Rejected(PaymentRejection rejection, String detail, Map<String, Object> facts) implements PaymentDecision {}

    static PaymentDecision replay() {
        return new Replay(null);
    }

    static PaymentDecision rejected(PaymentRejection rejection, PaymentState state, String what) {
        return new Rejected(
                rejection,
                "Payment " + state.id() + " " + what + ".",
                Map.of("payment", state.id().value(), "state", EnumText.of(state.phase())));
    }

    /** What is recorded does not belong to where the payment stands. */
    static PaymentDecision illegal(PaymentState state, String what) {
        return rejected(
                PaymentRejection.ILLEGAL_TRANSITION, state, "is " + EnumText.of(state.phase()) + " and has no " + what);
    }
}
