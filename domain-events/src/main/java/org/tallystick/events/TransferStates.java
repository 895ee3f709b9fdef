package org.tallystick.events;

import java.time.Instant;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferFunds;
import org.tallystick.values.TransferPhase;
import org.tallystick.values.TransferState;
import org.tallystick.values.TransferStep;

/** What an event makes of a transfer: the one place where its phases follow from what happened. */
public final class TransferStates {
    private TransferStates() {}

    /**
     * @param before null for the first event
     * @param actor who caused the event, by its metadata
     */
    public static TransferState after(TransferState before, TransferEvent event, Instant recordedAt, String actor) {
        if (event instanceof TransferInitiated initiated) {
            return initiated(initiated, recordedAt, actor);
        }
        Draft draft = new Draft(before);
        apply(event, draft);
        return draft.at(event instanceof TransferAttemptFailed ? before.changedAt() : recordedAt);
    }

    private static TransferState initiated(TransferInitiated event, Instant recordedAt, String actor) {
        return new TransferState(
                event.transfer(),
                event.from(),
                event.to(),
                event.reference(),
                event.metadata(),
                actor,
                recordedAt,
                recordedAt,
                TransferPhase.INITIATED,
                TransferStep.HOLD,
                TransferFunds.UNTOUCHED,
                TransferFunds.UNTOUCHED,
                false,
                event.hold(),
                event.delivery(),
                null,
                0,
                null,
                null);
    }

    private static void apply(TransferEvent event, Draft draft) {
        if (event instanceof TransferAttemptFailed failed) {
            draft.attemptFailed(failed);
            return;
        }
        draft.attempts = 0;
        if (event instanceof TransferHeld) {
            draft.from = TransferFunds.HELD;
        } else if (event instanceof TransferDelivered) {
            draft.to = TransferFunds.POSTED;
        } else if (event instanceof TransferCompleted) {
            draft.from = TransferFunds.POSTED;
        } else if (event instanceof TransferRejected rejected) {
            draft.fail(rejected.code(), rejected.reason());
        } else if (event instanceof TransferRefused refused) {
            draft.fail(refused.code(), refused.reason());
        } else if (event instanceof TransferUndone undone && undone.step() == TransferStep.RECALL) {
            draft.to = TransferFunds.TAKEN_BACK;
        } else {
            draft.from = TransferFunds.TAKEN_BACK;
        }
    }

    private static final class Draft {
        private final TransferState before;
        private TransferFunds from;
        private TransferFunds to;
        private boolean failed;
        private int attempts;
        private String code;
        private String reason;

        Draft(TransferState before) {
            this.before = before;
            from = before.fromFunds();
            to = before.toFunds();
            failed = before.failed();
            attempts = before.attempts();
            code = failed ? before.code() : null;
            reason = failed ? before.reason() : null;
        }

        void fail(String code, String reason) {
            failed = true;
            this.code = code;
            this.reason = reason;
        }

        /** Why everything is taken back stays known while that fails. */
        void attemptFailed(TransferAttemptFailed event) {
            attempts = event.attempt();
            if (!failed) {
                code = event.code();
                reason = event.reason();
            }
        }

        TransferState at(Instant changedAt) {
            TransferStep next = next();
            TransactionId recall = next == TransferStep.RECALL
                    ? DerivedIds.ofTransfer(before.id(), TransferStep.RECALL)
                    : before.recall();
            return new TransferState(
                    before.id(),
                    before.from(),
                    before.to(),
                    before.reference(),
                    before.metadata(),
                    before.initiator(),
                    before.initiatedAt(),
                    changedAt,
                    phase(),
                    next,
                    from,
                    to,
                    failed,
                    before.hold(),
                    before.delivery(),
                    recall,
                    attempts,
                    code,
                    reason);
        }

        private TransferPhase phase() {
            if (from == TransferFunds.POSTED) {
                return TransferPhase.COMPLETED;
            } else if (failed && next() != null) {
                return TransferPhase.UNDOING;
            } else if (failed) {
                boolean nothingMoved = from == TransferFunds.UNTOUCHED && to == TransferFunds.UNTOUCHED;
                return nothingMoved ? TransferPhase.REJECTED : TransferPhase.UNDONE;
            } else if (to == TransferFunds.POSTED) {
                return TransferPhase.DELIVERED;
            }
            return from == TransferFunds.HELD ? TransferPhase.HELD : TransferPhase.INITIATED;
        }

        /** What was delivered is taken back first: as long as the first ledger holds the money, nobody else spends it. */
        private TransferStep next() {
            if (from == TransferFunds.POSTED) {
                return null;
            } else if (failed && to == TransferFunds.POSTED) {
                return TransferStep.RECALL;
            } else if (failed) {
                return from == TransferFunds.HELD ? TransferStep.VOID : null;
            } else if (to == TransferFunds.POSTED) {
                return TransferStep.COMPLETE;
            }
            return from == TransferFunds.HELD ? TransferStep.DELIVER : TransferStep.HOLD;
        }
    }
}
