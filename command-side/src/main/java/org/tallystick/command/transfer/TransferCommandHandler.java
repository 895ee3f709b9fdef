package org.tallystick.command.transfer;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.tallystick.command.journal.RecordedUnit;
import org.tallystick.command.journal.RecordedUnits;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.DerivedIds;
import org.tallystick.commands.InitiateTransfer;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.RecordTransferAttempt;
import org.tallystick.commands.RecordTransferStep;
import org.tallystick.commands.TransferCommand;
import org.tallystick.commands.TransferRejection;
import org.tallystick.commands.TransferResult;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.TransferInitiated;
import org.tallystick.events.TransferStates;
import org.tallystick.values.Address;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferLeg;
import org.tallystick.values.TransferState;
import org.tallystick.values.TransferStep;

/** Moves transfers on: one command, one transfer, one unit of work. What they do to ledgers are commands of their own. */
public class TransferCommandHandler {
    private final Repository<Transfer> transfers;
    private final RecordedUnits units;

    public TransferCommandHandler(Repository<Transfer> transfers, RecordedUnits units) {
        this.transfers = transfers;
        this.units = units;
    }

    @CommandHandler
    public Outcome<TransferResult> handle(
            InitiateTransfer command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata)
            throws Exception {
        Optional<RecordedUnit> earlier = units.unitOfKey(command.from().ledger(), metadata);
        if (units.exists(command.transfer().stream())) {
            return repeated(command, earlier);
        } else if (earlier.isPresent()) {
            return keyReused();
        }
        Optional<Outcome<TransferResult>> missing = Stream.of(command.from(), command.to())
                .flatMap(leg -> missing(leg).stream())
                .findFirst();
        if (missing.isPresent()) {
            return missing.get();
        }
        TransferInitiated event = initiated(command);
        String actor = actor(metadata);
        transfers.newInstance(() -> new Transfer(event, now, actor));
        return Outcome.created(new TransferResult(TransferStates.after(null, event, now, actor)));
    }

    private Outcome<TransferResult> repeated(InitiateTransfer command, Optional<RecordedUnit> earlier) {
        TransferId id = command.transfer();
        TransferState first = transfers.load(id.stream()).invoke(Transfer::initial);
        long position = units.unitOf(id.stream(), 0).orElseThrow().position();
        if (earlier.isPresent() && earlier.get().position() != position) {
            return keyReused();
        }
        return isSame(command, first)
                ? Outcome.replayed(new TransferResult(first), position)
                : Outcome.rejected(
                        TransferRejection.ID_REUSED,
                        "Transfer " + id + " exists with other content.",
                        Map.of("transfer", id.value()));
    }

    private static Outcome<TransferResult> keyReused() {
        return Outcome.rejected(
                TransferRejection.ID_REUSED, "The idempotency key was used before with other content.", Map.of());
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

    private Optional<Outcome<TransferResult>> missing(TransferLeg leg) {
        if (!units.exists(leg.ledger().stream())) {
            return Optional.of(Outcome.rejected(
                    TransferRejection.LEDGER_NOT_FOUND,
                    "There is no ledger " + leg.ledger() + ".",
                    Map.of("ledger", leg.ledger().value())));
        }
        return Stream.of(leg.account(), leg.exchange())
                .filter(account -> !units.exists(leg.ledger().streamOf(account)))
                .findFirst()
                .map(account -> noAccount(leg, account));
    }

    private static Outcome<TransferResult> noAccount(TransferLeg leg, Address account) {
        return Outcome.rejected(
                TransferRejection.ACCOUNT_NOT_FOUND,
                "Account " + account + " does not exist in ledger " + leg.ledger() + ".",
                Map.of("ledger", leg.ledger().value(), "account", account.value()));
    }

    private static TransferInitiated initiated(InitiateTransfer command) {
        return new TransferInitiated(
                command.from().ledger(),
                command.transfer(),
                command.from(),
                command.to(),
                command.reference(),
                command.metadata(),
                DerivedIds.ofTransfer(command.transfer(), TransferStep.HOLD),
                DerivedIds.ofTransfer(command.transfer(), TransferStep.DELIVER));
    }

    @CommandHandler
    public Outcome<TransferResult> handle(
            RecordTransferStep command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata) {
        return decide(command, now, metadata, state -> TransferDecision.step(command, state));
    }

    @CommandHandler
    public Outcome<TransferResult> handle(
            RecordTransferAttempt command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata) {
        return decide(command, now, metadata, state -> TransferDecision.attempt(command, state));
    }

    private Outcome<TransferResult> decide(
            TransferCommand command,
            Instant now,
            MetaData metadata,
            Function<TransferState, TransferDecision> deciding) {
        TransferId id = command.transfer();
        Map<String, Object> facts = Map.of("transfer", id.value());
        if (!units.exists(id.stream())) {
            return Outcome.rejected(TransferRejection.NOT_FOUND, "There is no transfer " + id + ".", facts);
        }
        Aggregate<Transfer> transfer = transfers.load(id.stream());
        TransferDecision decision = deciding.apply(transfer.invoke(Transfer::state));
        if (decision instanceof TransferDecision.Illegal) {
            return Outcome.rejected(
                    TransferRejection.ILLEGAL_TRANSITION, "Transfer " + id + " does not stand there.", facts);
        } else if (decision instanceof TransferDecision.Accepted accepted) {
            transfer.execute(loaded -> loaded.record(accepted.event(), now, actor(metadata)));
            return Outcome.changed(new TransferResult(transfer.invoke(Transfer::state)));
        }
        return Outcome.replayed(new TransferResult(transfer.invoke(Transfer::state)), 0);
    }

    private static String actor(MetaData metadata) {
        return metadata.getOrDefault(EventMetadata.ACTOR, "anonymous").toString();
    }
}
