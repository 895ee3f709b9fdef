package org.tallystick.command.transaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;
import org.tallystick.command.account.Accounts;
import org.tallystick.command.decision.Decision;
import org.tallystick.command.engine.IdempotencyKeys;
import org.tallystick.command.ledger.Ledger;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PostBatch;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.commands.TransactionResult;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.TransactionEvent;
import org.tallystick.eventstore.RecordedAt;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.values.TransactionId;

/** Creates many transactions in one unit of work: every line is decided, over the lines before it, before any happens. */
@Component
public class BatchCommandHandler {
    private final Repository<Ledger> ledgers;
    private final Accounts accounts;
    private final Repository<Transaction> transactions;
    private final UnitLookup units;
    private final IdempotencyKeys keys;

    public BatchCommandHandler(
            Repository<Ledger> ledgers,
            Accounts accounts,
            Repository<Transaction> transactions,
            UnitLookup units,
            IdempotencyKeys keys) {
        this.ledgers = ledgers;
        this.accounts = accounts;
        this.transactions = transactions;
        this.units = units;
        this.keys = keys;
    }

    @CommandHandler
    public List<Outcome<TransactionResult>> handle(PostBatch command, @RecordedAt Instant now, MetaData metadata)
            throws Exception {
        LoadedAggregates loaded =
                new LoadedAggregates(command.ledger(), ledgers, accounts, transactions, units, now, metadata);
        DecisionState state = loaded.state();
        ReplayAnswers replays = new ReplayAnswers(units, state);
        BatchKey key = BatchKey.of(command, metadata, keys, units);
        List<Outcome<TransactionResult>> outcomes =
                new ArrayList<>(command.lines().size());
        List<Decision.Accepted<DomainEvent>> accepted =
                new ArrayList<>(command.lines().size());
        Map<TransactionId, TransactionResult> created = new HashMap<>();
        for (NewTransaction line : command.lines()) {
            Decision<DomainEvent> decision =
                    key.usedOtherwise(line) ? ReplayAnswers.keyReused() : NewTransactionDecision.decide(line, state);
            if (decision instanceof Decision.Accepted<DomainEvent> happens) {
                TransactionResult result = state.result(happens);
                state.overlay(happens, result.transaction());
                accepted.add(happens);
                if (!state.isMinted(line.transaction())) {
                    created.put(line.transaction(), result);
                }
                outcomes.add(Outcome.created(result));
            } else if (decision instanceof Decision.Rejected<DomainEvent> rejected) {
                outcomes.add(rejected.outcome());
            } else {
                outcomes.add(replay((Decision.Replay<DomainEvent>) decision, created, replays));
            }
        }
        if (command.atomic() && outcomes.stream().anyMatch(Outcome.Rejected.class::isInstance)) {
            return aborted(outcomes);
        }
        for (Decision.Accepted<DomainEvent> happens : accepted) {
            loaded.apply(happens);
        }
        return outcomes;
    }

    /** The original may be an earlier line of the same batch, which is not stored yet. */
    private static Outcome<TransactionResult> replay(
            Decision.Replay<DomainEvent> replay, Map<TransactionId, TransactionResult> created, ReplayAnswers replays) {
        TransactionResult sameBatch = created.get(((TransactionEvent) replay.effect()).transaction());
        return sameBatch == null ? replays.replay(replay) : Outcome.replayed(sameBatch, 0);
    }

    private static List<Outcome<TransactionResult>> aborted(List<Outcome<TransactionResult>> outcomes) {
        Outcome<TransactionResult> aborted = Outcome.rejected(
                TransactionRejection.BATCH_ABORTED, "Another line of the batch was rejected.", Map.of());
        return outcomes.stream()
                .map(outcome -> outcome instanceof Outcome.Rejected<TransactionResult> ? outcome : aborted)
                .toList();
    }
}
