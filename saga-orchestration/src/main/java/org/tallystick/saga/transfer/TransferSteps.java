package org.tallystick.saga.transfer;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.PostTransaction;
import org.tallystick.commands.RecordTransferAttempt;
import org.tallystick.commands.RecordTransferStep;
import org.tallystick.commands.ReverseTransaction;
import org.tallystick.commands.RoutedCommand;
import org.tallystick.commands.VoidTransaction;
import org.tallystick.events.TransferAttemptFailed;
import org.tallystick.events.TransferEvent;
import org.tallystick.events.TransferStates;
import org.tallystick.eventstore.EventLog;
import org.tallystick.saga.engine.Cause;
import org.tallystick.saga.engine.SagaSteps;
import org.tallystick.saga.engine.StepCommands;
import org.tallystick.saga.engine.StepTimes;
import org.tallystick.saga.engine.StepTransactions;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferLeg;
import org.tallystick.values.TransferState;
import org.tallystick.values.TransferStep;

/** What a transfer saga can do. Every step returns at once; what comes of it is recorded on the transfer. */
public final class TransferSteps extends SagaSteps<TransferEvent, TransferState> {
    private static final String TRANSFER = "transfer";
    private final StepCommands commands;

    public TransferSteps(CommandGateway gateway, EventLog log, Clock clock, StepTimes times) {
        super(TransferEvent.class, log, clock, times);
        this.commands = new StepCommands(gateway, TransferSaga.ACTOR);
    }

    @Override
    protected TransferState after(TransferState before, TransferEvent event, Instant recordedAt, String actor) {
        return TransferStates.after(before, event, recordedAt, actor);
    }

    @Override
    protected boolean isFailedAttempt(TransferEvent event) {
        return event instanceof TransferAttemptFailed;
    }

    @Override
    protected boolean isEnded(TransferState state) {
        return state.next() == null;
    }

    @Override
    protected boolean isAtOnce(TransferState state) {
        return state.attempts() == 0;
    }

    @Override
    protected Instant dueAt(TransferState state, Instant performedAt) {
        Instant since = performedAt == null ? state.changedAt() : performedAt;
        return since.plus(times().waitAfter(state.attempts()));
    }

    @Override
    protected void perform(TransferState state, Cause cause) {
        TransferStep step = state.next();
        commands.send(command(state, step), cause)
                .whenComplete((outcome, failure) -> commands.record(result(state, outcome, failure), cause));
    }

    private static RoutedCommand result(TransferState state, Outcome<?> outcome, Throwable failure) {
        TransferStep step = state.next();
        if (failure != null) {
            return new RecordTransferAttempt(state.id(), step, state.attempts() + 1, "fault", "The command failed.");
        }
        Outcome.Rejected<?> rejected = outcome instanceof Outcome.Rejected<?> refused ? refused : null;
        return new RecordTransferStep(
                state.id(),
                step,
                transaction(state, step),
                rejected == null ? null : rejected.rejection().code(),
                rejected == null ? null : rejected.detail());
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
        Posting leaving = new Posting(from.account(), from.exchange(), from.amount(), from.asset());
        return StepTransactions.hold(from.ledger(), state.hold(), leaving, state.reference(), metadata(state));
    }

    private static PostTransaction deliver(TransferState state) {
        TransferLeg to = state.to();
        Posting arriving = new Posting(to.exchange(), to.account(), to.amount(), to.asset());
        return StepTransactions.post(to.ledger(), state.delivery(), arriving, state.reference(), metadata(state));
    }

    /** Leads from an entry back to the transfer. */
    private static Map<String, String> metadata(TransferState state) {
        return Map.of(TRANSFER, state.id().value());
    }
}
