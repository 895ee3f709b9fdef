package org.tallystick.command.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.events.BeneficiaryErased;
import org.tallystick.events.PaymentApproved;
import org.tallystick.events.PaymentCancelled;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentDeclined;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentFailed;
import org.tallystick.events.PaymentReturned;
import org.tallystick.events.PaymentStates;
import org.tallystick.values.PaymentState;

/**
 * What decisions about a payment look at: its state, how it began, and what people said of it.
 *
 * @param initial the state right after it was initiated
 * @param said what clients decided, each with its sequence number; a repeat of it is harmless
 * @param events how many events there are
 */
record PaymentHistory(PaymentState state, PaymentState initial, List<Said> said, int events) {

    PaymentHistory {
        said = List.copyOf(said);
    }

    static PaymentHistory after(PaymentHistory before, PaymentEvent event, Instant recordedAt, String actor) {
        if (before == null) {
            PaymentState initial = PaymentStates.after(null, event, recordedAt, actor);
            return new PaymentHistory(initial, initial, List.of(), 1);
        }
        List<Said> said = new ArrayList<>(before.said);
        PaymentState state = PaymentStates.after(before.state, event, recordedAt, actor);
        if (isOfClients(event)) {
            said.add(new Said(event, before.events, state));
        }
        return new PaymentHistory(state, before.initial, said, before.events + 1);
    }

    /** Events of a rail have a message; the same events without one come from a person. */
    private static boolean isOfClients(PaymentEvent event) {
        return event instanceof PaymentApproved
                || event instanceof PaymentDeclined
                || event instanceof PaymentCancelled
                || event instanceof BeneficiaryErased
                || event instanceof PaymentConfirmed confirmed && confirmed.messageId() == null
                || event instanceof PaymentFailed failed && failed.messageId() == null
                || event instanceof PaymentReturned returned && returned.messageId() == null;
    }

    /** The last thing of a kind that was said; null when there is none. */
    Said last(Class<? extends PaymentEvent> kind) {
        for (int i = said.size() - 1; i >= 0; i--) {
            if (kind.isInstance(said.get(i).event())) {
                return said.get(i);
            }
        }
        return null;
    }

    /** @param after the state right after it */
    record Said(PaymentEvent event, int sequence, PaymentState after) {}
}
