package org.tallystick.command.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.command.decision.Decision;
import org.tallystick.commands.ClaimSubmission;
import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.events.PaymentAccepted;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentSubmitted;
import org.tallystick.events.PaymentUnknown;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.DuplicateReason;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;

/**
 * Decides what a rail says. The first outcome counts; its exact repeats change nothing. An outcome that contradicts what the
 * books already follow is put before a person, and once a person has decided in view of it, that stands: whatever else is
 * said is noted, and moves no money.
 */
final class RailDecision {
    /** Marks a failure that a rail told as a return of what it never said was settled. */
    static final String RETURNED = "returned";

    private RailDecision() {}

    static Decision<PaymentEvent> decide(RecordRailOutcome command, PaymentHistory history, Instant now) {
        PaymentState state = history.state();
        boolean isOwn =
                command.rail().equals(state.rail()) && command.messageId().equals(DerivedIds.railMessage(state.id()));
        if (!isOwn || state.messageId() == null && !isOfTheStep(command)) {
            return PaymentViolation.illegal(state, "message " + command.messageId() + " at the rail " + command.rail());
        }
        RailNewsForms forms = new RailNewsForms(command, state);
        if (forms.areIn(history)) {
            return Decision.unchanged();
        }
        return switch (command.kind()) {
            case ACCEPTED -> accepted(command, history, forms);
            case SETTLED -> settled(history, forms);
            case REFUSED -> refused(history, forms);
            case RETURNED -> returned(history, forms);
            case SILENT -> silent(command, state);
            case NOT_SENT -> notSent(command, state);
            case OVERDUE -> overdue(command, state, now);
        };
    }

    /** What comes of asking the rail, and is no word of the rail about an order that it has. */
    private static boolean isOfTheStep(RecordRailOutcome command) {
        return switch (command.kind()) {
            case SILENT, NOT_SENT, OVERDUE -> true;
            case ACCEPTED, SETTLED, REFUSED, RETURNED -> false;
        };
    }

    /** With the rail, as far as is known, and its outcome not told yet. */
    static boolean isOpen(PaymentState state) {
        return state.phase() == PaymentPhase.SUBMITTING
                || state.phase() == PaymentPhase.SUBMITTED && !state.confirmed()
                || isAsked(state);
    }

    private static boolean isAsked(PaymentState state) {
        return state.phase() == PaymentPhase.UNKNOWN && state.waitsFor() == PaymentStep.SUBMIT;
    }

    /** A second copy was refused, and of the first nothing is known. */
    private static boolean isDuplicate(PaymentState state) {
        return state.phase() == PaymentPhase.UNKNOWN
                && state.waitsFor() == PaymentStep.VOID
                && DuplicateReason.isMeantBy(state.code());
    }

    private static boolean followsSettlement(PaymentState state) {
        return state.phase() == PaymentPhase.SETTLED
                || state.confirmed()
                        && (state.phase() == PaymentPhase.SUBMITTED || state.phase() == PaymentPhase.UNKNOWN);
    }

    /** A receipt that comes after the outcome of the same rail was overtaken by it, and is no news. */
    private static Decision<PaymentEvent> accepted(
            RecordRailOutcome command, PaymentHistory history, RailNewsForms forms) {
        PaymentState state = history.state();
        if (!isOpen(state)) {
            return history.decidedByPerson() && !followsSettlement(state)
                    ? Decision.accepted(forms.noted())
                    : Decision.unchanged();
        }
        if (!state.accepted()) {
            return answered(
                    history,
                    new PaymentAccepted(state.ledger(), state.id(), command.messageId(), command.railReference()));
        }
        return inVain(command, state, "pending", "The rail has it and has no outcome yet.");
    }

    private static Decision<PaymentEvent> settled(PaymentHistory history, RailNewsForms forms) {
        PaymentState state = history.state();
        if (isOpen(state) || isDuplicate(state)) {
            return answered(history, forms.confirmed());
        }
        return state.phase() == PaymentPhase.FAILED && !RETURNED.equals(state.code())
                ? contradicted(history, forms, PaymentStep.POST, "The rail says it has settled, after it had failed.")
                : Decision.accepted(forms.noted());
    }

    private static Decision<PaymentEvent> refused(PaymentHistory history, RailNewsForms forms) {
        PaymentState state = history.state();
        if (isOpen(state)) {
            return forms.meanDuplicate()
                    ? duplicate(history, forms, PaymentStep.VOID)
                    : answered(history, forms.failed());
        }
        boolean settled = state.phase() == PaymentPhase.SETTLED || state.phase() == PaymentPhase.SUBMITTED;
        return settled && !forms.meanDuplicate()
                ? contradicted(
                        history, forms, PaymentStep.REVERSE, "The rail says it was refused, after it had settled.")
                : Decision.accepted(forms.noted());
    }

    private static Decision<PaymentEvent> returned(PaymentHistory history, RailNewsForms forms) {
        PaymentState state = history.state();
        if (isOpen(state)) {
            return forms.meanDuplicate()
                    ? duplicate(history, forms, PaymentStep.VOID)
                    : answered(history, forms.failedByReturn());
        } else if (!followsSettlement(state)) {
            return Decision.accepted(forms.noted());
        } else if (forms.meanDuplicate()) {
            return duplicate(history, forms, PaymentStep.REVERSE);
        }
        return history.decidedByPerson()
                ? contradicted(
                        history,
                        forms,
                        PaymentStep.REVERSE,
                        "The rail says it was returned, after a person had said that it settled.")
                : Decision.accepted(forms.returned());
    }

    /** @param step that would free the funds, and is left to a person */
    private static Decision<PaymentEvent> duplicate(PaymentHistory history, RailNewsForms forms, PaymentStep step) {
        PaymentState state = history.state();
        return answered(
                history,
                forms.noted(),
                new PaymentUnknown(
                        state.ledger(),
                        state.id(),
                        step,
                        forms.code(),
                        "The rail refused or returned a duplicate, which says nothing of the original."));
    }

    /** Whatever the rail says shows that the order has left. */
    private static Decision<PaymentEvent> answered(PaymentHistory history, PaymentEvent... events) {
        List<PaymentEvent> all = new ArrayList<>(List.of(events));
        if (!history.submitted()) {
            PaymentState state = history.state();
            all.add(0, new PaymentSubmitted(state.ledger(), state.id(), state.rail(), state.messageId()));
        }
        return new Decision.Accepted<>(all);
    }

    private static Decision<PaymentEvent> silent(RecordRailOutcome command, PaymentState state) {
        if (state.awaitsSubmission()) {
            return notSent(command, state);
        } else if (!isOpen(state)) {
            return Decision.unchanged();
        } else if (isAsked(state)) {
            return inVain(command, state, "silent", command.reason());
        }
        PaymentUnknown unknown = unknown(state, "silent", command.reason());
        return state.phase() == PaymentPhase.SUBMITTING && command.inquiry() == state.attempts() + 1
                ? Decision.accepted(
                        unknown, ProgressDecision.failedAttempt(state, PaymentStep.SUBMIT, "silent", command.reason()))
                : Decision.accepted(unknown);
    }

    private static Decision<PaymentEvent> notSent(RecordRailOutcome command, PaymentState state) {
        return state.awaitsSubmission()
                ? Decision.accepted(unknown(state, "not_sent", command.reason()))
                : inVain(command, state, state.messageId() == null ? "not_sent" : "silent", command.reason());
    }

    /** Not while an order may be leaving: what was claimed lately is with whoever claimed it. */
    private static Decision<PaymentEvent> overdue(RecordRailOutcome command, PaymentState state, Instant now) {
        boolean isLeaving = state.phase() == PaymentPhase.SUBMITTING
                && now.isBefore(state.changedAt().plus(ClaimSubmission.HOLDS.multipliedBy(2)));
        return isLeaving || !isOpen(state) || isAsked(state)
                ? Decision.unchanged()
                : Decision.accepted(unknown(state, "silent", command.reason()));
    }

    private static PaymentUnknown unknown(PaymentState state, String code, String reason) {
        return new PaymentUnknown(state.ledger(), state.id(), PaymentStep.SUBMIT, code, reason);
    }

    /**
     * An inquiry without an outcome counts once. A saga that reads late gives up, or asks, again and again until it sees
     * what came of the first time; were each of them counted, it would wait for hours before it asks again.
     */
    private static Decision<PaymentEvent> inVain(
            RecordRailOutcome command, PaymentState state, String code, String reason) {
        return isAsked(state) && command.inquiry() == state.attempts() + 1
                ? Decision.accepted(ProgressDecision.failedAttempt(state, PaymentStep.SUBMIT, code, reason))
                : Decision.unchanged();
    }

    /** The news stand before what they lead to, since they have the reference of the rail. */
    private static Decision<PaymentEvent> contradicted(
            PaymentHistory history, RailNewsForms forms, PaymentStep step, String reason) {
        PaymentState state = history.state();
        PaymentEvent noted = forms.noted();
        return history.decidedByPerson() && forms.wereHeardIn(history)
                ? Decision.accepted(noted)
                : Decision.accepted(
                        noted, new PaymentUnknown(state.ledger(), state.id(), step, "contradicted", reason));
    }
}
