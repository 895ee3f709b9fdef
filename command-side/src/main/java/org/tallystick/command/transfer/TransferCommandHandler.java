package org.tallystick.command.transfer;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;
import org.tallystick.command.decision.Decision;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.InitiateTransfer;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.RecordTransferAttempt;
import org.tallystick.commands.RecordTransferStep;
import org.tallystick.commands.TransferCommand;
import org.tallystick.commands.TransferRejection;
import org.tallystick.commands.TransferResult;
import org.tallystick.events.TransferEvent;
import org.tallystick.events.TransferStates;
import org.tallystick.eventstore.RecordedAt;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferLeg;
import org.tallystick.values.TransferState;

/** Moves transfers on: one command, one transfer, one unit of work. What they do to ledgers are commands of their own. */
@Component
public class TransferCommandHandler {
    private final Repository<Transfer> transfers;
    private final UnitLookup units;

    public TransferCommandHandler(Repository<Transfer> transfers, UnitLookup units) {
        this.transfers = transfers;
        this.units = units;
    }

    @CommandHandler
    public Outcome<TransferResult> handle(InitiateTransfer command, @RecordedAt Instant now, MetaData metadata)
            throws Exception {
        if (units.exists(command.transfer().stream())) {
            return repeated(command);
        }
        String actor = CommandMetadata.actor(metadata);
        return TransferDecision.initiate(command, units::exists).create(event -> {
            transfers.newInstance(() -> new Transfer(event, actor));
            return new TransferResult(TransferStates.after(null, event, now, actor));
        });
    }

    private Outcome<TransferResult> repeated(InitiateTransfer command) {
        TransferId id = command.transfer();
        TransferState first = transfers.load(id.stream()).invoke(Transfer::initial);
        long position = units.unitOf(id.stream(), 0).orElseThrow().position();
        return isSame(command, first)
                ? Outcome.replayed(new TransferResult(first), position)
                : Outcome.rejected(
                        TransferRejection.ID_REUSED,
                        "Transfer " + id + " exists with other content.",
                        Map.of("transfer", id.value()));
    }

    /** Exchange accounts are not compared: they are what was configured then. */
    private static boolean isSame(InitiateTransfer command, TransferState first) {
        return isSame(command.from(), first.from())
                && isSame(command.to(), first.to())
                && Objects.equals(command.reference(), first.reference())
                && command.metadata().equals(first.metadata());
    }

    private static boolean isSame(TransferLeg sent, TransferLeg first) {
        return new TransferLeg(sent.ledger(), sent.account(), first.exchange(), sent.amount(), sent.asset())
                .equals(first);
    }

    @CommandHandler
    public Outcome<TransferResult> handle(RecordTransferStep command, MetaData metadata) {
        return decide(command, metadata, state -> TransferDecision.step(command, state));
    }

    @CommandHandler
    public Outcome<TransferResult> handle(RecordTransferAttempt command, MetaData metadata) {
        return decide(command, metadata, state -> TransferDecision.attempt(command, state));
    }

    private Outcome<TransferResult> decide(
            TransferCommand command, MetaData metadata, Function<TransferState, Decision<TransferEvent>> deciding) {
        TransferId id = command.transfer();
        if (!units.exists(id.stream())) {
            return Outcome.rejected(
                    TransferRejection.NOT_FOUND, "There is no transfer " + id + ".", Map.of("transfer", id.value()));
        }
        Aggregate<Transfer> transfer = transfers.load(id.stream());
        String actor = CommandMetadata.actor(metadata);
        return deciding.apply(transfer.invoke(Transfer::state))
                .apply(
                        event -> transfer.execute(loaded -> loaded.record(event, actor)),
                        () -> new TransferResult(transfer.invoke(Transfer::state)));
    }
}
