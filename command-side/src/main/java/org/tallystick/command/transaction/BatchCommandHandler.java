package org.tallystick.command.transaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.Repository;
import org.tallystick.command.account.Accounts;
import org.tallystick.command.journal.RecordedUnits;
import org.tallystick.command.ledger.Ledger;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PostBatch;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.commands.TransactionResult;
import org.tallystick.values.TransactionId;

/** Creates many transactions in one unit of work: every line is decided, over the lines before it, before any happens. */
public class BatchCommandHandler {
    private final Repository<Ledger> ledgers;
    private final Accounts accounts;
    private final Repository<Transaction> transactions;
    private final RecordedUnits units;

    public BatchCommandHandler(
            Repository<Ledger> ledgers, Accounts accounts, Repository<Transaction> transactions, RecordedUnits units) {
        this.ledgers = ledgers;
        this.accounts = accounts;
        this.transactions = transactions;
        this.units = units;
    }

    @CommandHandler
    public List<Outcome<TransactionResult>> handle(
            PostBatch command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata)
            throws Exception {
        LoadedAggregates loaded =
                new LoadedAggregates(command.ledger(), ledgers, accounts, transactions, units, metadata);
        Originals originals = new Originals(units, loaded.books());
        BatchKey key = BatchKey.of(command, metadata, units);
        List<Outcome<TransactionResult>> outcomes =
                new ArrayList<>(command.lines().size());
        List<Decision.Accepted> accepted = new ArrayList<>(command.lines().size());
        Map<TransactionId, TransactionResult> created = new HashMap<>();
        for (NewTransaction line : command.lines()) {
            Decision decision = key.usedOtherwise(line)
                    ? Originals.keyReused()
                    : NewTransactionDecision.decide(line, loaded.books(), now);
            if (decision instanceof Decision.Accepted happens) {
                loaded.books().overlay(happens);
                accepted.add(happens);
                TransactionResult result = happens.result();
                if (!loaded.books().isMinted(line.transaction())) {
                    created.put(line.transaction(), result);
                }
                outcomes.add(Outcome.created(result));
            } else if (decision instanceof Decision.Rejected rejected) {
                outcomes.add(rejected.outcome());
            } else {
                outcomes.add(replay((Decision.Replay) decision, created, originals));
            }
        }
        if (command.atomic() && outcomes.stream().anyMatch(Outcome.Rejected.class::isInstance)) {
            return aborted(outcomes);
        }
        for (Decision.Accepted happens : accepted) {
            loaded.apply(happens, now);
        }
        return outcomes;
    }

    /** The original may be an earlier line of the same batch, which is not stored yet. */
    private static Outcome<TransactionResult> replay(
            Decision.Replay replay, Map<TransactionId, TransactionResult> created, Originals originals) {
        TransactionResult sameBatch = created.get(replay.transaction());
        return sameBatch == null ? originals.replay(replay) : Outcome.replayed(sameBatch, 0);
    }

    private static List<Outcome<TransactionResult>> aborted(List<Outcome<TransactionResult>> outcomes) {
        Outcome<TransactionResult> aborted = Outcome.rejected(
                TransactionRejection.BATCH_ABORTED, "Another line of the batch was rejected.", Map.of());
        return outcomes.stream()
                .map(outcome -> outcome instanceof Outcome.Rejected<TransactionResult> ? outcome : aborted)
                .toList();
    }
}
