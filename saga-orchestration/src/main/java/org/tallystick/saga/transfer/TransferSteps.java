package org.tallystick.saga.transfer;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandBus;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.PostTransaction;
import org.tallystick.commands.RecordTransferAttempt;
import org.tallystick.commands.RecordTransferStep;
import org.tallystick.commands.ReverseTransaction;
import org.tallystick.commands.VoidTransaction;
import org.tallystick.events.EventLog;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.RecordedEvent;
import org.tallystick.events.TransferEvent;
import org.tallystick.events.TransferStates;
import org.tallystick.saga.engine.Cause;
import org.tallystick.saga.engine.StepCommands;
import org.tallystick.saga.engine.StepTimes;
import org.tallystick.saga.engine.TimedSteps;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferLeg;
import org.tallystick.values.TransferState;
import org.tallystick.values.TransferStep;

/** What a transfer saga can do. Every step returns at once; what comes of it is recorded on the transfer. */
public final class TransferSteps extends TimedSteps {
    private static final String TRANSFER = "transfer";
    private final StepCommands commands;

    public TransferSteps(CommandBus bus, EventLog log, Clock clock, StepTimes times) {
        super(log, clock, times);
        this.commands = new StepCommands(bus, TransferSaga.ACTOR);
    }

    /** The transfer right after the event with this sequence number, from the store. */
    TransferState stateAt(TransferId transfer, long sequence) {
        TransferState state = null;
        for (RecordedEvent event : eventsUpTo(transfer.stream(), sequence)) {
            if (event.payload() instanceof TransferEvent happened) {
                state = TransferStates.after(
                        state, happened, event.recordedAt(), event.metadata().get(EventMetadata.ACTOR));
            }
        }
        return state;
    }

    /** Does what is next for the transfer. */
    void perform(TransferState state, Cause cause) {
        TransferStep step = state.next();
        TransactionId transaction = transaction(state, step);
        commands.send(command(state, step), cause).whenComplete((outcome, failure) -> {
            if (failure != null) {
                commands.record(
                        new RecordTransferAttempt(
                                state.id(), step, state.attempts() + 1, "fault", "The command failed."),
                        cause);
            } else if (outcome instanceof Outcome.Rejected<?> rejected) {
                commands.record(
                        new RecordTransferStep(
                                state.id(),
                                step,
                                transaction,
                                rejected.rejection().code(),
                                rejected.detail()),
                        cause);
            } else {
                commands.record(new RecordTransferStep(state.id(), step, transaction, null, null), cause);
            }
        });
    }

    private static TransactionId transaction(TransferState state, TransferStep step) {
        return switch (step) {
            case HOLD, COMPLETE, VOID -> state.hold();
            case DELIVER -> state.delivery();
            case RECALL -> state.recall();
        };
    }

    private static LedgerCommand command(TransferState state, TransferStep step) {
        return switch (step) {
            case HOLD -> hold(state);
            case DELIVER -> deliver(state);
            case COMPLETE -> new PostHeldTransaction(state.from().ledger(), state.hold(), null);
            case VOID -> new VoidTransaction(state.from().ledger(), state.hold());
            case RECALL ->
                new ReverseTransaction(
                        state.to().ledger(), state.delivery(), state.recall(), null, null, metadata(state));
        };
    }

    private static HoldTransaction hold(TransferState state) {
        TransferLeg from = state.from();
        return new HoldTransaction(
                from.ledger(),
                state.hold(),
                List.of(new Posting(from.account(), from.exchange(), from.amount(), from.asset())),
                null,
                null,
                state.reference(),
                null,
                metadata(state),
                false);
    }

    private static PostTransaction deliver(TransferState state) {
        TransferLeg to = state.to();
        return new PostTransaction(
                to.ledger(),
                state.delivery(),
                List.of(new Posting(to.exchange(), to.account(), to.amount(), to.asset())),
                null,
                state.reference(),
                null,
                metadata(state),
                false);
    }

    /** Leads from an entry back to the transfer. */
    private static Map<String, String> metadata(TransferState state) {
        return Map.of(TRANSFER, state.id().value());
    }
}
