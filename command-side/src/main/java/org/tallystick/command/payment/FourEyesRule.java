package org.tallystick.command.payment;

import java.util.List;
import org.tallystick.command.decision.Violation;
import org.tallystick.events.PaymentApproved;
import org.tallystick.values.PaymentOrigin;
import org.tallystick.values.PaymentState;
import org.tallystick.values.Person;

/**
 * Above the approval limit that was configured when it was initiated, two people stand behind a payment: who initiated it,
 * and somebody else who approves it, and who says what became of it where that is unknown. Whom nobody knows is neither.
 * Behind a payment of a standing order stands who placed the order, and so does whoever had changed it.
 */
final class FourEyesRule {
    private FourEyesRule() {}

    static Violation approverUnknown(ClientRequest request) {
        if (isUnknown(request.actor())) {
            return actorUnknown(request.state());
        }
        return isOfNobodyKnown(request)
                ? PaymentViolation.of(
                        request.state(), "was initiated by nobody who is known, and so has no second person")
                : null;
    }

    static Violation approverIsInitiator(ClientRequest request) {
        if (isSame(request.initiator(), request.actor())) {
            return PaymentViolation.of(
                    request.state(), "was initiated by " + request.initiator() + ", and needs somebody else");
        }
        return changedBy(request).stream().anyMatch(each -> isSame(each, request.actor()))
                ? PaymentViolation.of(
                        request.state(),
                        "is of a standing order that " + request.actor() + " has changed, and needs somebody else")
                : null;
    }

    static Violation resolverUnknown(ClientRequest request) {
        if (!needsTwo(request)) {
            return null;
        } else if (isUnknown(request.actor())) {
            return actorUnknown(request.state());
        }
        return isOfNobodyKnown(request) ? resolverIsApprover(request) : null;
    }

    /**
     * Of a payment without a known initiator, which older stores hold approved, who approved it is the first person. One that
     * nobody approved has not left the ledger, and would wait for ever if nobody could end it.
     */
    private static Violation resolverIsApprover(ClientRequest request) {
        PaymentHistory.Said approved = request.history().last(PaymentApproved.class);
        if (approved == null) {
            return null;
        }
        return isUnknown(approved.actor()) || isSame(approved.actor(), request.actor())
                ? PaymentViolation.of(
                        request.state(),
                        "was initiated by nobody who is known, and needs somebody else than who approved it")
                : null;
    }

    static Violation resolverIsInitiator(ClientRequest request) {
        return needsTwo(request) && !isOfNobodyKnown(request) ? approverIsInitiator(request) : null;
    }

    /** Who had changed the standing order that made the payment. */
    private static List<String> changedBy(ClientRequest request) {
        PaymentOrigin origin = request.state().origin();
        return origin == null ? List.of() : origin.changedBy();
    }

    /** Nobody knows who wanted it, or who made of it what it is. */
    private static boolean isOfNobodyKnown(ClientRequest request) {
        return isUnknown(request.initiator()) || changedBy(request).stream().anyMatch(FourEyesRule::isUnknown);
    }

    private static boolean needsTwo(ClientRequest request) {
        return request.state().terms().needsApproval(request.state().amount());
    }

    private static boolean isUnknown(String actor) {
        return Person.of(actor).isEmpty();
    }

    private static boolean isSame(String one, String other) {
        return Person.of(one).equals(Person.of(other));
    }

    private static Violation actorUnknown(PaymentState state) {
        return PaymentViolation.of(state, "needs a second person, and it is not known who asks");
    }
}
