package org.tallystick.command.transaction;

import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;
import org.tallystick.command.account.Accounts;
import org.tallystick.command.decision.Decision;
import org.tallystick.command.ledger.Ledger;
import org.tallystick.commands.ExpireTransaction;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.PostTransaction;
import org.tallystick.commands.ReverseTransaction;
import org.tallystick.commands.TransactionResult;
import org.tallystick.commands.VoidTransaction;
import org.tallystick.events.DomainEvent;
import org.tallystick.eventstore.RecordedAt;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.values.LedgerName;

/**
 * Posts, holds, ends and reverses transactions. One command is one unit of work over all accounts that it touches: either
 * all of its events are stored or none.
 */
@Component
public class TransactionCommandHandler {
    private final Repository<Ledger> ledgers;
    private final Accounts accounts;
    private final Repository<Transaction> transactions;
    private final UnitLookup units;

    public TransactionCommandHandler(
            Repository<Ledger> ledgers, Accounts accounts, Repository<Transaction> transactions, UnitLookup units) {
        this.ledgers = ledgers;
        this.accounts = accounts;
        this.transactions = transactions;
        this.units = units;
    }

    @CommandHandler
    public Outcome<TransactionResult> handle(PostTransaction command, @RecordedAt Instant now, MetaData metadata)
            throws Exception {
        return create(command, now, metadata);
    }

    @CommandHandler
    public Outcome<TransactionResult> handle(HoldTransaction command, @RecordedAt Instant now, MetaData metadata)
            throws Exception {
        return create(command, now, metadata);
    }

    private Outcome<TransactionResult> create(NewTransaction command, Instant now, MetaData metadata) throws Exception {
        LoadedAggregates loaded = load(command.ledger(), now, metadata);
        return apply(NewTransactionDecision.decide(command, loaded.state()), loaded, command.dryRun());
    }

    @CommandHandler
    public Outcome<TransactionResult> handle(PostHeldTransaction command, @RecordedAt Instant now, MetaData metadata)
            throws Exception {
        LoadedAggregates loaded = load(command.ledger(), now, metadata);
        return apply(HeldTransactionDecision.post(command, loaded.state()), loaded, false);
    }

    @CommandHandler
    public Outcome<TransactionResult> handle(VoidTransaction command, @RecordedAt Instant now, MetaData metadata)
            throws Exception {
        LoadedAggregates loaded = load(command.ledger(), now, metadata);
        return apply(HeldTransactionDecision.end(command, loaded.state()), loaded, false);
    }

    @CommandHandler
    public Outcome<TransactionResult> handle(ExpireTransaction command, @RecordedAt Instant now, MetaData metadata)
            throws Exception {
        LoadedAggregates loaded = load(command.ledger(), now, metadata);
        return apply(HeldTransactionDecision.end(command, loaded.state()), loaded, false);
    }

    @CommandHandler
    public Outcome<TransactionResult> handle(ReverseTransaction command, @RecordedAt Instant now, MetaData metadata)
            throws Exception {
        LoadedAggregates loaded = load(command.ledger(), now, metadata);
        return apply(ReversalDecision.decide(command, loaded.state()), loaded, false);
    }

    private LoadedAggregates load(LedgerName ledger, Instant now, MetaData metadata) {
        return new LoadedAggregates(ledger, ledgers, accounts, transactions, units, now, metadata);
    }

    private Outcome<TransactionResult> apply(Decision<DomainEvent> decision, LoadedAggregates loaded, boolean dryRun)
            throws Exception {
        ReplayAnswers replays = new ReplayAnswers(units, loaded.state());
        if (decision instanceof Decision.Rejected<DomainEvent> rejected) {
            return rejected.outcome();
        } else if (decision instanceof Decision.Replay<DomainEvent> replay) {
            return replays.replay(replay);
        }
        Decision.Accepted<DomainEvent> accepted = (Decision.Accepted<DomainEvent>) decision;
        TransactionResult result = loaded.state().result(accepted);
        if (dryRun) {
            return Outcome.dryRun(result);
        }
        loaded.apply(accepted);
        return Outcome.created(result);
    }
}
