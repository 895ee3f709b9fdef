package org.tallystick.command.payment;

import static org.tallystick.commands.PaymentRejection.ALREADY_APPROVED;
import static org.tallystick.commands.PaymentRejection.ALREADY_DECLINED;
import static org.tallystick.commands.PaymentRejection.ALREADY_SUBMITTED;
import static org.tallystick.commands.PaymentRejection.APPROVER_IS_INITIATOR;
import static org.tallystick.commands.PaymentRejection.IDENTITY_NEEDED;
import static org.tallystick.commands.PaymentRejection.NOT_AWAITING_APPROVAL;
import static org.tallystick.commands.PaymentRejection.NOT_UNKNOWN;
import static org.tallystick.commands.PaymentRejection.PAYMENT_ENDED;
import static org.tallystick.commands.PaymentRejection.PAYMENT_OPEN;
import static org.tallystick.commands.PaymentRejection.SUBMITTING;

import org.tallystick.command.decision.Decision;
import org.tallystick.command.decision.Rule;
import org.tallystick.command.decision.Rules;
import org.tallystick.commands.ApprovePayment;
import org.tallystick.commands.CancelPayment;
import org.tallystick.commands.DeclinePayment;
import org.tallystick.commands.ResolvePayment;
import org.tallystick.events.BeneficiaryErased;
import org.tallystick.events.PaymentApproved;
import org.tallystick.events.PaymentCancelled;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentDeclined;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentFailed;
import org.tallystick.events.PaymentReturned;
import org.tallystick.values.PaymentFunds;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;

/** Decides what people ask of a payment. Saying again what took effect is a repeat; anything else depends on the phase. */
final class ClientDecision {
    private static final String RESOLVED = "resolved";

    private static final Rules<ClientRequest> TO_APPROVE = Rules.inOrder(
            new Rule<>(ALREADY_APPROVED, ClientRequest::alreadyApproved),
            new Rule<>(ALREADY_DECLINED, ClientRequest::alreadyDeclined),
            new Rule<>(PAYMENT_ENDED, ClientRequest::hasEnded),
            new Rule<>(NOT_AWAITING_APPROVAL, ClientRequest::notAwaitingApproval),
            new Rule<>(IDENTITY_NEEDED, FourEyesRule::approverUnknown),
            new Rule<>(APPROVER_IS_INITIATOR, FourEyesRule::approverIsInitiator));
    private static final Rules<ClientRequest> TO_DECLINE = Rules.inOrder(
            new Rule<>(ALREADY_APPROVED, ClientRequest::alreadyApproved),
            new Rule<>(ALREADY_DECLINED, ClientRequest::alreadyDeclined),
            new Rule<>(PAYMENT_ENDED, ClientRequest::hasEnded),
            new Rule<>(NOT_AWAITING_APPROVAL, ClientRequest::notAwaitingApproval));
    private static final Rules<ClientRequest> TO_CANCEL = Rules.inOrder(
            new Rule<>(SUBMITTING, ClientRequest::submitting),
            new Rule<>(ALREADY_SUBMITTED, ClientRequest::alreadySubmitted),
            new Rule<>(PAYMENT_ENDED, ClientRequest::cancelledOrEnded));
    private static final Rules<ClientRequest> TO_RESOLVE = Rules.inOrder(
            new Rule<>(SUBMITTING, ClientRequest::submitting),
            new Rule<>(NOT_UNKNOWN, ClientRequest::notUnknown),
            new Rule<>(IDENTITY_NEEDED, FourEyesRule::resolverUnknown),
            new Rule<>(APPROVER_IS_INITIATOR, FourEyesRule::resolverIsInitiator));
    private static final Rules<ClientRequest> TO_ERASE = Rules.inOrder(new Rule<>(PAYMENT_OPEN, ClientRequest::isOpen));

    private ClientDecision() {}

    /** @param initiator the person behind the payment, as on record */
    static Decision<PaymentEvent> approve(
            ApprovePayment command, PaymentHistory history, String initiator, String actor) {
        PaymentState state = history.state();
        PaymentApproved event = new PaymentApproved(state.ledger(), state.id(), "approved", command.reason());
        PaymentHistory.Said approved = history.last(PaymentApproved.class);
        return approved != null && approved.isBy(actor) && approved.event().equals(event)
                ? approved.replay()
                : decide(TO_APPROVE, new ClientRequest(event, history, initiator, actor));
    }

    static Decision<PaymentEvent> decline(DeclinePayment command, PaymentHistory history) {
        PaymentState state = history.state();
        return once(TO_DECLINE, new PaymentDeclined(state.ledger(), state.id(), "declined", command.reason()), history);
    }

    static Decision<PaymentEvent> cancel(CancelPayment command, PaymentHistory history) {
        PaymentState state = history.state();
        return once(
                TO_CANCEL, new PaymentCancelled(state.ledger(), state.id(), "cancelled", command.reason()), history);
    }

    /** @param initiator the person behind the payment, as on record */
    static Decision<PaymentEvent> resolve(
            ResolvePayment command, PaymentHistory history, String initiator, String actor) {
        PaymentState state = history.state();
        boolean isSettled = state.phase() != PaymentPhase.UNKNOWN && state.phase() != PaymentPhase.SUBMITTING;
        return history.said().stream()
                .filter(said -> isSettled && said.event().equals(resolution(command, said.after())))
                .reduce((first, last) -> last)
                .map(PaymentHistory.Said::replay)
                .orElseGet(() ->
                        decide(TO_RESOLVE, new ClientRequest(resolution(command, state), history, initiator, actor)));
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

    static Decision<PaymentEvent> erase(PaymentHistory history) {
        PaymentState state = history.state();
        return once(TO_ERASE, new BeneficiaryErased(state.ledger(), state.id()), history);
    }

    private static Decision<PaymentEvent> once(Rules<ClientRequest> rules, PaymentEvent event, PaymentHistory history) {
        PaymentHistory.Said before = history.last(event.getClass());
        return before != null && before.event().equals(event)
                ? before.replay()
                : decide(rules, new ClientRequest(event, history, null, null));
    }

    private static Decision<PaymentEvent> decide(Rules<ClientRequest> rules, ClientRequest request) {
        Decision<PaymentEvent> rejected = rules.firstBroken(request);
        return rejected == null ? Decision.accepted(request.event()) : rejected;
    }
}
