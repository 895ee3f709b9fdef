package org.tallystick.command.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.command.decision.Decision;
import org.tallystick.events.BeneficiaryErased;
import org.tallystick.events.PaymentApproved;
import org.tallystick.events.PaymentCancelled;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentDeclined;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentFailed;
import org.tallystick.events.PaymentNewsNoted;
import org.tallystick.events.PaymentReturned;
import org.tallystick.events.PaymentStates;
import org.tallystick.events.PaymentSubmitted;
import org.tallystick.events.PaymentUnknown;
import org.tallystick.values.PaymentState;
import org.tallystick.values.Person;

/**
 * What decisions about a payment look at: its state, how it began, and what people and its rail said of it.
 *
 * @param initial the state right after it was initiated
 * @param said what clients decided, each with its sequence number; a repeat of it is harmless
 * @param news what its rail said, however it was taken
 * @param submitted whether anything showed that its order had left
 * @param decidedByPerson whether its present outcome is the word of a person, not of the rail
 * @param events how many events there are
 */
record PaymentHistory(
        PaymentState state,
        PaymentState initial,
        List<Said> said,
        List<PaymentEvent> news,
        boolean submitted,
        boolean decidedByPerson,
        int events) {

    PaymentHistory {
        said = List.copyOf(said);
        news = List.copyOf(news);
    }

    static PaymentHistory after(
            PaymentHistory before, PaymentEvent event, Instant recordedAt, String actor, String requestId) {
        if (before == null) {
            PaymentState initial = PaymentStates.after(null, event, recordedAt, actor, requestId);
            return new PaymentHistory(initial, initial, List.of(), List.of(), false, false, 1);
        }
        List<Said> said = new ArrayList<>(before.said);
        PaymentState state = PaymentStates.after(before.state, event, recordedAt, actor);
        if (isOfClients(event)) {
            said.add(new Said(event, before.events, state, actor));
        }
        List<PaymentEvent> news = new ArrayList<>(before.news);
        if (isOfRail(event)) {
            news.add(event);
        }
        return new PaymentHistory(
                state,
                before.initial,
                said,
                news,
                before.submitted || event instanceof PaymentSubmitted,
                decidedByPerson(event, before),
                before.events + 1);
    }

    private static boolean decidedByPerson(PaymentEvent event, PaymentHistory before) {
        if (isOutcome(event)) {
            return !isOfRail(event);
        }
        return before.decidedByPerson && !(event instanceof PaymentUnknown);
    }

    private static boolean isOfClients(PaymentEvent event) {
        return event instanceof PaymentApproved
                || event instanceof PaymentDeclined
                || event instanceof PaymentCancelled
                || event instanceof BeneficiaryErased
                || isOutcome(event) && !isOfRail(event);
    }

    private static boolean isOutcome(PaymentEvent event) {
        return event instanceof PaymentConfirmed || event instanceof PaymentFailed || event instanceof PaymentReturned;
    }

    /** Outcomes that a rail told have a message; the same events without one come from a person. */
    private static boolean isOfRail(PaymentEvent event) {
        return event instanceof PaymentNewsNoted
                || event instanceof PaymentConfirmed confirmed && confirmed.messageId() != null
                || event instanceof PaymentFailed failed && failed.messageId() != null
                || event instanceof PaymentReturned returned && returned.messageId() != null;
    }

    Said said(int sequence) {
        return said.stream()
                .filter(each -> each.sequence() == sequence)
                .findFirst()
                .orElseThrow();
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

    /**
     * @param after the state right after it
     * @param actor who said it
     */
    record Said(PaymentEvent event, int sequence, PaymentState after, String actor) {

        Decision<PaymentEvent> replay() {
            return new Decision.Replay<>(event, sequence);
        }

        /** Whether it came from the same person; nobody is the same as nobody here. */
        boolean isBy(String other) {
            return Person.of(actor).equals(Person.of(other));
        }
    }
}
