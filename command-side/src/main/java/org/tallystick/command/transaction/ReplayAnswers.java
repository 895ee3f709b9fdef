package org.tallystick.command.transaction;

import java.util.Map;
import org.tallystick.command.decision.Decision;
import org.tallystick.command.engine.IdempotencyKeys;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.commands.TransactionResult;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.TransactionEvent;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.RecordedUnit;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.values.TransactionId;

/** Answers repeated commands with what their first sending was answered: from the unit of work that it stored. */
final class ReplayAnswers {
    private final UnitLookup units;
    private final DecisionState state;

    ReplayAnswers(UnitLookup units, DecisionState state) {
        this.units = units;
        this.state = state;
    }

    Outcome<TransactionResult> replay(Decision.Replay<DomainEvent> replay) {
        String stream = replay.effect().stream();
        RecordedUnit unit = units.unitOf(stream, replay.sequence())
                .orElseThrow(
                        () -> new IllegalStateException("no unit holds event " + replay.sequence() + " of " + stream));
        TransactionId transaction = ((TransactionEvent) replay.effect()).transaction();
        return Outcome.replayed(result(transaction, replay.sequence(), unit), unit.position());
    }

    static Decision.Rejected<DomainEvent> keyReused() {
        return Decision.rejected(TransactionRejection.ID_REUSED, IdempotencyKeys.REUSED, Map.of());
    }

    private TransactionResult result(TransactionId transaction, int sequence, RecordedUnit unit) {
        TouchedAccounts touched = new TouchedAccounts(state);
        for (RecordedEvent event : unit.events()) {
            if (event.payload() instanceof AccountEntry entry
                    && entry.transaction().equals(transaction)) {
                touched.add(entry);
            }
        }
        return new TransactionResult(state.transaction(transaction).states().get(sequence), touched.list());
    }
}
