package org.tallystick.command.payment;

import org.tallystick.commands.ApprovePayment;
import org.tallystick.commands.CancelPayment;
import org.tallystick.commands.DeclinePayment;
import org.tallystick.commands.PaymentRejection;
import org.tallystick.commands.ResolvePayment;
import org.tallystick.events.BeneficiaryErased;
import org.tallystick.events.PaymentApproved;
import org.tallystick.events.PaymentCancelled;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentDeclined;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentFailed;
import org.tallystick.events.PaymentReturned;
import org.tallystick.events.codec.EnumText;
import org.tallystick.values.PaymentFunds;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;

/** Decides what people ask of a payment. Saying again what took effect is a repeat; anything else depends on the phase. */
final class ClientDecision {
    private static final String RESOLVED = "resolved";

    private ClientDecision() {}

    static PaymentDecision approve(ApprovePayment command, PaymentHistory history, String actor) {
        PaymentState state = history.state();
        PaymentApproved event = new PaymentApproved(state.ledger(), state.id(), "approved", command.reason());
        PaymentDecision earlier = earlierVerdict(event, history);
        if (earlier != null) {
            return earlier;
        }
        if (state.phase() != PaymentPhase.AWAITING_APPROVAL) {
            return notAwaiting(state);
        }
        if (actor.equals(state.initiator())) {
            return PaymentDecision.rejected(
                    PaymentRejection.APPROVER_IS_INITIATOR,
                    state,
                    "was initiated by " + actor + ", who cannot approve it");
        }
        return new PaymentDecision.Accepted(event, ProgressDecision.submitted(state));
    }

    static PaymentDecision decline(DeclinePayment command, PaymentHistory history) {
        PaymentState state = history.state();
        PaymentDeclined event = new PaymentDeclined(state.ledger(), state.id(), "declined", command.reason());
        PaymentDecision earlier = earlierVerdict(event, history);
        if (earlier != null) {
            return earlier;
        }
        return state.phase() == PaymentPhase.AWAITING_APPROVAL
                ? new PaymentDecision.Accepted(event)
                : notAwaiting(state);
    }

    /** Approved or declined before; null when neither. */
    private static PaymentDecision earlierVerdict(PaymentEvent event, PaymentHistory history) {
        PaymentHistory.Said approved = history.last(PaymentApproved.class);
        PaymentHistory.Said declined = history.last(PaymentDeclined.class);
        if (approved != null) {
            return repeated(event, approved, PaymentRejection.ALREADY_APPROVED, "was approved before");
        }
        return declined == null
                ? null
                : repeated(event, declined, PaymentRejection.ALREADY_DECLINED, "was declined before");
    }

    private static PaymentDecision repeated(
            PaymentEvent event, PaymentHistory.Said said, PaymentRejection otherwise, String what) {
        return said.event().equals(event)
                ? new PaymentDecision.Replay(said)
                : PaymentDecision.rejected(otherwise, said.after(), what);
    }

    private static PaymentDecision notAwaiting(PaymentState state) {
        return state.phase().isBeforeSubmission() || state.phase() == PaymentPhase.SUBMITTED
                ? PaymentDecision.rejected(
                        PaymentRejection.NOT_AWAITING_APPROVAL, state, "does not wait for an approval")
                : ended(state);
    }

    private static PaymentDecision ended(PaymentState state) {
        return PaymentDecision.rejected(
                PaymentRejection.PAYMENT_ENDED, state, "is " + EnumText.of(state.phase()) + " already");
    }

    static PaymentDecision cancel(CancelPayment command, PaymentHistory history) {
        PaymentState state = history.state();
        PaymentCancelled event = new PaymentCancelled(state.ledger(), state.id(), "cancelled", command.reason());
        PaymentHistory.Said cancelled = history.last(PaymentCancelled.class);
        if (cancelled != null) {
            return repeated(event, cancelled, PaymentRejection.PAYMENT_ENDED, "was cancelled before");
        }
        if (state.phase().isBeforeSubmission()) {
            return new PaymentDecision.Accepted(event);
        }
        return state.phase() == PaymentPhase.SUBMITTED || state.phase() == PaymentPhase.UNKNOWN
                ? PaymentDecision.rejected(PaymentRejection.ALREADY_SUBMITTED, state, "is with the rail already")
                : ended(state);
    }

    static PaymentDecision resolve(ResolvePayment command, PaymentHistory history) {
        PaymentState state = history.state();
        if (state.phase() == PaymentPhase.UNKNOWN) {
            return new PaymentDecision.Accepted(resolution(command, state));
        }
        return history.said().stream()
                .filter(said -> said.event().equals(resolution(command, said.after())))
                .reduce((first, last) -> last)
                .<PaymentDecision>map(PaymentDecision.Replay::new)
                .orElseGet(() -> PaymentDecision.rejected(
                        PaymentRejection.NOT_UNKNOWN, state, "has no outcome that somebody has to resolve"));
    }

    private static PaymentEvent resolution(ResolvePayment command, PaymentState state) {
        String reference = command.railReference();
        if (command.settled()) {
            return new PaymentConfirmed(state.ledger(), state.id(), null, reference, RESOLVED, command.reason());
        }
        return state.funds() == PaymentFunds.POSTED
                ? new PaymentReturned(state.ledger(), state.id(), null, reference, RESOLVED, command.reason())
                : new PaymentFailed(state.ledger(), state.id(), null, reference, RESOLVED, command.reason());
    }

    static PaymentDecision erase(PaymentHistory history) {
        PaymentState state = history.state();
        PaymentHistory.Said erased = history.last(BeneficiaryErased.class);
        if (erased != null) {
            return new PaymentDecision.Replay(erased);
        }
        return state.isEnded()
                ? new PaymentDecision.Accepted(new BeneficiaryErased(state.ledger(), state.id()))
                : PaymentDecision.rejected(
                        PaymentRejection.PAYMENT_OPEN, state, "has not ended, and needs its beneficiary");
    }
}
