package org.tallystick.query.payment;

import java.time.Instant;
import org.tallystick.answers.PaymentTimelineEntry;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.EventType;
import org.tallystick.events.PaymentAccepted;
import org.tallystick.events.PaymentApproved;
import org.tallystick.events.PaymentAttemptFailed;
import org.tallystick.events.PaymentCancelled;
import org.tallystick.events.PaymentClaimed;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentDeclined;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentExpired;
import org.tallystick.events.PaymentFailed;
import org.tallystick.events.PaymentHeld;
import org.tallystick.events.PaymentNewsNoted;
import org.tallystick.events.PaymentRejected;
import org.tallystick.events.PaymentReleased;
import org.tallystick.events.PaymentReturned;
import org.tallystick.events.PaymentReversed;
import org.tallystick.events.PaymentScreened;
import org.tallystick.events.PaymentSettled;
import org.tallystick.events.PaymentStarted;
import org.tallystick.events.PaymentSubmitted;
import org.tallystick.events.PaymentUnknown;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.Position;
import org.tallystick.values.TransactionId;

/**
 * Something that happened to a payment, as the timeline shows it.
 *
 * @param state after it
 * @param command what was asked for; null where the store does not say
 * @param step that this is the outcome of; null where it is none's
 * @param outcome that a rail told, and that changed nothing by itself; null for all else
 * @param attempt that failed, from 1; 0 where none did
 */
public record TimelineEntry(
        long position,
        Instant recordedAt,
        String event,
        PaymentPhase state,
        String command,
        String actor,
        String requestId,
        PaymentStep step,
        TransactionId transaction,
        String messageId,
        String railReference,
        String outcome,
        int attempt,
        String code,
        String reason) {

    public static TimelineEntry of(RecordedEvent recorded, PaymentEvent event, PaymentPhase after) {
        Rail rail = rail(event);
        Why why = why(event);
        return new TimelineEntry(
                recorded.position(),
                recorded.recordedAt(),
                EventType.of(recorded.payload()).logicalName(),
                after,
                recorded.metadata().get(EventMetadata.COMMAND),
                recorded.metadata().get(EventMetadata.ACTOR),
                recorded.metadata().get(EventMetadata.REQUEST_ID),
                step(event),
                transaction(event),
                rail.messageId,
                rail.reference,
                event instanceof PaymentNewsNoted noted ? noted.outcome() : null,
                event instanceof PaymentAttemptFailed failed ? failed.attempt() : 0,
                why.code,
                why.reason);
    }

    /** The step that an event is the outcome of; null where it is none's. */
    static PaymentStep step(PaymentEvent event) {
        if (event instanceof PaymentRejected rejected) {
            return rejected.step();
        } else if (event instanceof PaymentExpired expired) {
            return expired.step();
        } else if (event instanceof PaymentUnknown unknown) {
            return unknown.step();
        } else if (event instanceof PaymentAttemptFailed failed) {
            return failed.step();
        } else if (event instanceof PaymentStarted) {
            return PaymentStep.START;
        } else if (event instanceof PaymentHeld) {
            return PaymentStep.HOLD;
        } else if (event instanceof PaymentScreened) {
            return PaymentStep.SCREEN;
        } else if (event instanceof PaymentApproved || event instanceof PaymentDeclined) {
            return PaymentStep.APPROVE;
        } else if (event instanceof PaymentSettled) {
            return PaymentStep.POST;
        } else if (event instanceof PaymentReleased) {
            return PaymentStep.VOID;
        } else if (event instanceof PaymentReversed) {
            return PaymentStep.REVERSE;
        }
        boolean isNoOutcome = event instanceof PaymentClaimed || event instanceof PaymentSubmitted;
        return rail(event).messageId == null || isNoOutcome ? null : PaymentStep.SUBMIT;
    }

    private static TransactionId transaction(PaymentEvent event) {
        if (event instanceof PaymentHeld held) {
            return held.transaction();
        } else if (event instanceof PaymentSettled settled) {
            return settled.transaction();
        } else if (event instanceof PaymentReleased released) {
            return released.transaction();
        }
        return event instanceof PaymentReversed reversed ? reversed.transaction() : null;
    }

    private static Rail rail(PaymentEvent event) {
        if (event instanceof PaymentClaimed claimed) {
            return new Rail(claimed.messageId(), null);
        } else if (event instanceof PaymentSubmitted submitted) {
            return new Rail(submitted.messageId(), null);
        } else if (event instanceof PaymentAccepted accepted) {
            return new Rail(accepted.messageId(), accepted.railReference());
        } else if (event instanceof PaymentConfirmed confirmed) {
            return new Rail(confirmed.messageId(), confirmed.railReference());
        } else if (event instanceof PaymentFailed failed) {
            return new Rail(failed.messageId(), failed.railReference());
        } else if (event instanceof PaymentReturned returned) {
            return new Rail(returned.messageId(), returned.railReference());
        } else if (event instanceof PaymentNewsNoted noted) {
            return new Rail(noted.messageId(), noted.railReference());
        }
        return new Rail(null, null);
    }

    private static Why why(PaymentEvent event) {
        if (event instanceof PaymentRejected rejected) {
            return new Why(rejected.code(), rejected.reason());
        } else if (event instanceof PaymentExpired expired) {
            return new Why(expired.code(), expired.reason());
        } else if (event instanceof PaymentUnknown unknown) {
            return new Why(unknown.code(), unknown.reason());
        } else if (event instanceof PaymentAttemptFailed failed) {
            return new Why(failed.code(), failed.reason());
        } else if (event instanceof PaymentApproved approved) {
            return new Why(approved.code(), approved.reason());
        } else if (event instanceof PaymentDeclined declined) {
            return new Why(declined.code(), declined.reason());
        } else if (event instanceof PaymentCancelled cancelled) {
            return new Why(cancelled.code(), cancelled.reason());
        } else if (event instanceof PaymentConfirmed confirmed) {
            return new Why(confirmed.code(), confirmed.reason());
        } else if (event instanceof PaymentFailed failed) {
            return new Why(failed.code(), failed.reason());
        } else if (event instanceof PaymentNewsNoted noted) {
            return new Why(noted.code(), noted.reason());
        }
        return event instanceof PaymentReturned returned
                ? new Why(returned.code(), returned.reason())
                : new Why(null, null);
    }

    PaymentTimelineEntry answer() {
        return new PaymentTimelineEntry(
                new Position(position),
                recordedAt,
                event,
                state,
                command,
                step,
                transaction,
                messageId,
                railReference,
                outcome,
                attempt == 0 ? null : attempt,
                actor,
                requestId,
                code,
                reason);
    }

    private record Rail(String messageId, String reference) {}

    private record Why(String code, String reason) {}
}
