package org.tallystick.events;

import java.time.Instant;
import java.util.List;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.PaymentFunds;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentOrigin;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.TransactionId;

/** What an event makes of a payment: the one place where its phases follow from what happened. */
public final class PaymentStates {
    private PaymentStates() {}

    /** For those who do not ask where the payment came from. */
    public static PaymentState after(PaymentState before, PaymentEvent event, Instant recordedAt, String actor) {
        return after(before, event, recordedAt, actor, null);
    }

    /**
     * @param before null for the first event
     * @param actor who caused the event, by its metadata
     * @param requestId what it came with, by its metadata: payments of standing orders named their order by it alone once
     */
    public static PaymentState after(
            PaymentState before, PaymentEvent event, Instant recordedAt, String actor, String requestId) {
        if (event instanceof PaymentInitiated initiated) {
            return initiated(initiated, recordedAt, actor, requestId);
        }
        Draft draft = new Draft(before);
        apply(event, draft);
        return draft.at(recordedAt);
    }

    private static PaymentState initiated(PaymentInitiated event, Instant recordedAt, String actor, String requestId) {
        return new PaymentState(
                event.ledger(),
                event.payment(),
                PaymentPhase.INITIATED,
                event.payer(),
                event.amount(),
                event.asset(),
                event.rail(),
                event.beneficiary(),
                event.reference(),
                event.executeAt(),
                event.metadata(),
                event.terms(),
                actor,
                event.executeAt() == null || !event.executeAt().isAfter(recordedAt),
                recordedAt,
                recordedAt,
                PaymentFunds.UNTOUCHED,
                event.hold(),
                null,
                null,
                null,
                null,
                false,
                false,
                null,
                0,
                null,
                null,
                event.origin() == null ? origin(event.payment(), requestId) : event.origin());
    }

    private static PaymentOrigin origin(PaymentId payment, String requestId) {
        return DerivedIds.standingOrderOf(payment, requestId)
                .map(order -> new PaymentOrigin(order, List.of()))
                .orElse(null);
    }

    private static void apply(PaymentEvent event, Draft draft) {
        if (event instanceof PaymentStarted) {
            draft.started = true;
            draft.moved = true;
        } else if (event instanceof PaymentHeld) {
            draft.funds = PaymentFunds.HELD;
            draft.moveFrom(PaymentPhase.INITIATED, PaymentPhase.HELD);
        } else if (event instanceof PaymentRejected rejected) {
            rejected(rejected, draft);
        } else if (event instanceof PaymentScreened) {
            draft.move(PaymentPhase.SCREENED, null, null);
        } else if (event instanceof PaymentApprovalRequested) {
            draft.move(PaymentPhase.AWAITING_APPROVAL, null, null);
        } else if (event instanceof PaymentApproved approved) {
            draft.move(PaymentPhase.APPROVED, approved.code(), approved.reason());
        } else if (event instanceof PaymentDeclined declined) {
            draft.move(PaymentPhase.DECLINED, declined.code(), declined.reason());
        } else if (event instanceof PaymentCancelled cancelled) {
            draft.move(PaymentPhase.CANCELLED, cancelled.code(), cancelled.reason());
        } else if (event instanceof PaymentExpired expired) {
            draft.move(PaymentPhase.EXPIRED, expired.code(), expired.reason());
        } else if (event instanceof PaymentAttemptFailed failed) {
            draft.attempts = failed.attempt();
        } else if (!(event instanceof PaymentNewsNoted)) {
            applySubmission(event, draft);
        }
    }

    private static void rejected(PaymentRejected event, Draft draft) {
        if (event.step() == PaymentStep.HOLD) {
            draft.funds = PaymentFunds.REFUSED;
        }
        if (!draft.phase.isWithoutPayment()) {
            draft.move(PaymentPhase.REJECTED, event.code(), event.reason());
        }
    }

    private static void applySubmission(PaymentEvent event, Draft draft) {
        if (event instanceof PaymentClaimed claimed) {
            draft.messageId = claimed.messageId();
            draft.accepted = false;
            draft.claim();
        } else if (event instanceof PaymentSubmitted submitted) {
            draft.messageId = submitted.messageId();
            draft.move(PaymentPhase.SUBMITTED, null, null);
        } else if (event instanceof PaymentAccepted accepted) {
            draft.accepted = true;
            draft.referTo(accepted.railReference());
            draft.move(PaymentPhase.SUBMITTED, null, null);
        } else if (event instanceof PaymentConfirmed confirmed) {
            draft.confirmed = true;
            draft.referTo(confirmed.railReference());
            draft.move(PaymentPhase.SUBMITTED, confirmed.code(), confirmed.reason());
        } else if (event instanceof PaymentFailed failed) {
            draft.confirmed = false;
            draft.referTo(failed.railReference());
            draft.move(PaymentPhase.FAILED, failed.code(), failed.reason());
        } else if (event instanceof PaymentUnknown unknown) {
            draft.move(PaymentPhase.UNKNOWN, unknown.code(), unknown.reason());
            draft.waitsFor = unknown.step();
        } else if (event instanceof PaymentReturned returned) {
            draft.referTo(returned.railReference());
            draft.move(PaymentPhase.RETURNED, returned.code(), returned.reason());
        } else {
            applyTransaction(event, draft);
        }
    }

    private static void applyTransaction(PaymentEvent event, Draft draft) {
        draft.attempts = 0;
        if (event instanceof PaymentSettled settled) {
            draft.funds = PaymentFunds.POSTED;
            draft.posted = settled.transaction();
            draft.moveFrom(PaymentPhase.SUBMITTED, PaymentPhase.SETTLED);
        } else if (event instanceof PaymentReleased) {
            draft.funds = PaymentFunds.RELEASED;
        } else if (event instanceof PaymentReversed reversed) {
            draft.funds = PaymentFunds.REVERSED;
            draft.reversal = reversed.transaction();
        }
    }

    /** A payment while an event changes it. */
    private static final class Draft {
        private final PaymentState before;
        private PaymentPhase phase;
        private boolean started;
        private boolean moved;
        private PaymentFunds funds;
        private TransactionId posted;
        private TransactionId reversal;
        private String messageId;
        private String railReference;
        private boolean accepted;
        private boolean confirmed;
        private PaymentStep waitsFor;
        private int attempts;
        private String code;
        private String reason;

        Draft(PaymentState before) {
            this.before = before;
            this.phase = before.phase();
            this.started = before.started();
            this.funds = before.funds();
            this.posted = before.posted();
            this.reversal = before.reversal();
            this.messageId = before.messageId();
            this.railReference = before.railReference();
            this.accepted = before.accepted();
            this.confirmed = before.confirmed();
            this.waitsFor = before.waitsFor();
            this.attempts = before.attempts();
            this.code = before.code();
            this.reason = before.reason();
        }

        void move(PaymentPhase to, String why, String text) {
            phase = to;
            code = why;
            reason = text;
            waitsFor = null;
            attempts = 0;
            moved = true;
        }

        /** Counts attempts on: where the rail is asked in vain and the order sent again, that is one more of the same. */
        void claim() {
            int before = attempts;
            move(PaymentPhase.SUBMITTING, null, null);
            attempts = before;
        }

        /** Moves on only where the payment is still on its way; it may have ended meanwhile. */
        void moveFrom(PaymentPhase from, PaymentPhase to) {
            if (phase == from) {
                move(to, code, reason);
            }
        }

        void referTo(String reference) {
            railReference = reference == null ? railReference : reference;
        }

        PaymentState at(Instant recordedAt) {
            return new PaymentState(
                    before.ledger(),
                    before.id(),
                    phase,
                    before.payer(),
                    before.amount(),
                    before.asset(),
                    before.rail(),
                    before.beneficiary(),
                    before.reference(),
                    before.executeAt(),
                    before.metadata(),
                    before.terms(),
                    before.initiator(),
                    started,
                    before.initiatedAt(),
                    moved ? recordedAt : before.changedAt(),
                    funds,
                    before.hold(),
                    posted,
                    reversal,
                    messageId,
                    railReference,
                    accepted,
                    confirmed,
                    waitsFor,
                    attempts,
                    code,
                    reason,
                    before.origin());
        }
    }
}
