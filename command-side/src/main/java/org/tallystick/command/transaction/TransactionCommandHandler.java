package org.tallystick.command.transaction;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.Repository;
import org.tallystick.command.account.Accounts;
import org.tallystick.command.journal.RecordedUnit;
import org.tallystick.command.journal.RecordedUnits;
import org.tallystick.command.ledger.Ledger;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.ExpireTransaction;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.PostTransaction;
import org.tallystick.commands.ReverseTransaction;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.commands.TransactionResult;
import org.tallystick.commands.VoidTransaction;
import org.tallystick.events.TransactionExpired;
import org.tallystick.events.TransactionVoided;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/**
 * Posts, holds, ends and reverses transactions. One command is one unit of work over all accounts that it touches: either
 * all of its events are stored or none.
 */
public class TransactionCommandHandler {
    private final Repository<Ledger> ledgers;
    private final Accounts accounts;
    private final Repository<Transaction> transactions;
    private final RecordedUnits units;

    public TransactionCommandHandler(
            Repository<Ledger> ledgers, Accounts accounts, Repository<Transaction> transactions, RecordedUnits units) {
        this.ledgers = ledgers;
        this.accounts = accounts;
        this.transactions = transactions;
        this.units = units;
    }

    @CommandHandler
    public Outcome<TransactionResult> handle(
            PostTransaction command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata)
            throws Exception {
        return create(command, now, metadata);
    }

    @CommandHandler
    public Outcome<TransactionResult> handle(
            HoldTransaction command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata)
            throws Exception {
        return create(command, now, metadata);
    }

    private Outcome<TransactionResult> create(NewTransaction command, Instant now, MetaData metadata) throws Exception {
        return handle(
                command.ledger(),
                metadata,
                now,
                command.dryRun(),
                books -> NewTransactionDecision.decide(command, books, now));
    }

    @CommandHandler
    public Outcome<TransactionResult> handle(
            PostHeldTransaction command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata)
            throws Exception {
        return onExisting(
                command.ledger(),
                command.transaction(),
                metadata,
                now,
                (history, books) -> HeldTransactionDecision.post(command, history, books, now));
    }

    @CommandHandler
    public Outcome<TransactionResult> handle(
            VoidTransaction command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata)
            throws Exception {
        TransactionVoided event = new TransactionVoided(command.ledger(), command.transaction());
        return onExisting(
                command.ledger(),
                command.transaction(),
                metadata,
                now,
                (history, books) -> HeldTransactionDecision.end(event, history, books, now));
    }

    @CommandHandler
    public Outcome<TransactionResult> handle(
            ExpireTransaction command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata)
            throws Exception {
        TransactionExpired event = new TransactionExpired(command.ledger(), command.transaction());
        return onExisting(
                command.ledger(),
                command.transaction(),
                metadata,
                now,
                (history, books) -> HeldTransactionDecision.end(event, history, books, now));
    }

    @CommandHandler
    public Outcome<TransactionResult> handle(
            ReverseTransaction command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata)
            throws Exception {
        return onExisting(
                command.ledger(),
                command.transaction(),
                metadata,
                now,
                (history, books) -> ReversalDecision.decide(command, history, books, now));
    }

    private Outcome<TransactionResult> onExisting(
            LedgerName ledger, TransactionId transaction, MetaData metadata, Instant now, Ending ending)
            throws Exception {
        return handle(ledger, metadata, now, false, books -> {
            TransactionHistory history = books.transaction(transaction);
            return history == null ? notFound(books, transaction) : ending.decide(history, books);
        });
    }

    private static Decision.Rejected notFound(Books books, TransactionId transaction) {
        return books.ledgerState() == null
                ? NewTransactionDecision.noLedger(books.ledger())
                : new Decision.Rejected(
                        TransactionRejection.NOT_FOUND,
                        "There is no transaction " + transaction + ".",
                        Map.of("transaction", transaction.value()));
    }

    private Outcome<TransactionResult> handle(
            LedgerName ledger, MetaData metadata, Instant now, boolean dryRun, Deciding deciding) throws Exception {
        LoadedAggregates loaded = new LoadedAggregates(ledger, ledgers, accounts, transactions, units, metadata);
        Originals originals = new Originals(units, loaded.books());
        Decision decision = deciding.decide(loaded.books());
        Optional<RecordedUnit> earlier = units.unitOfKey(ledger, metadata);
        if (earlier.isPresent()) {
            return originals.replay(earlier.get(), decision);
        } else if (decision instanceof Decision.Rejected rejected) {
            return rejected.outcome();
        } else if (decision instanceof Decision.Replay replay) {
            return originals.replay(replay);
        }
        Decision.Accepted accepted = (Decision.Accepted) decision;
        if (dryRun) {
            return Outcome.dryRun(accepted.result());
        }
        loaded.apply(accepted, now);
        return Outcome.created(accepted.result());
    }

    private interface Deciding {
        Decision decide(Books books);
    }

    private interface Ending {
        Decision decide(TransactionHistory history, Books books);
    }
}
