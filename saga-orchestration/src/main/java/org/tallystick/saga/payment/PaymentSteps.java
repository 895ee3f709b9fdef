package org.tallystick.saga.payment;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executor;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.tallystick.commands.ExpirePayment;
import org.tallystick.commands.StartPayment;
import org.tallystick.events.BeneficiaryReader;
import org.tallystick.events.PaymentAttemptFailed;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentNewsNoted;
import org.tallystick.events.PaymentStates;
import org.tallystick.eventstore.EventLog;
import org.tallystick.saga.engine.Cause;
import org.tallystick.saga.engine.SagaSteps;
import org.tallystick.saga.engine.StepCommands;
import org.tallystick.saga.engine.StepTimes;
import org.tallystick.saga.rail.Rail;
import org.tallystick.saga.screening.Screening;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;

/** What a payment saga can do. Every step returns at once; what comes of it is recorded on the payment. */
public final class PaymentSteps extends SagaSteps<PaymentEvent, PaymentState> {
    private final StepCommands commands;
    private final LedgerSteps ledger;
    private final OutsideSteps outside;

    /** @param executor runs what may wait for others: screening and rails */
    public PaymentSteps(
            CommandGateway gateway,
            Map<String, Rail> rails,
            Screening screening,
            BeneficiaryReader beneficiaries,
            EventLog log,
            Clock clock,
            StepTimes times,
            Executor executor) {
        super(PaymentEvent.class, log, clock, times);
        this.commands = new StepCommands(gateway, PaymentSaga.ACTOR);
        this.ledger = new LedgerSteps(commands);
        this.outside = new OutsideSteps(commands, rails, screening, beneficiaries, executor);
    }

    @Override
    protected PaymentState after(PaymentState before, PaymentEvent event, Instant recordedAt, String actor) {
        return PaymentStates.after(before, event, recordedAt, actor);
    }

    @Override
    protected boolean isFailedAttempt(PaymentEvent event) {
        return event instanceof PaymentAttemptFailed;
    }

    @Override
    protected boolean isNoteOnly(PaymentEvent event) {
        return event instanceof PaymentNewsNoted;
    }

    @Override
    protected boolean isEnded(PaymentState state) {
        return state.isEnded();
    }

    @Override
    protected boolean waitsForEvent(PaymentState state) {
        return NextStep.of(state) == null;
    }

    @Override
    protected boolean isAtOnce(PaymentState state) {
        return NextStep.isAtOnce(state);
    }

    @Override
    protected Instant dueAt(PaymentState state, Instant performedAt) {
        return NextStep.wakeAt(state, performedAt, times());
    }

    @Override
    protected boolean isOverdue(PaymentState state, Instant now) {
        return NextStep.isOverdue(state, now);
    }

    @Override
    protected void perform(PaymentState state, Cause cause) {
        PaymentStep step = NextStep.of(state);
        switch (step) {
            case START -> commands.record(new StartPayment(state.id()), cause);
            case HOLD, POST, VOID, REVERSE -> ledger.perform(state, step, cause);
            case SCREEN -> outside.screen(state, cause);
            case SUBMIT -> outside.submit(state, cause);
            case APPROVE -> giveUp(state, cause);
        }
    }

    /** The payment expires, or it is not known what the rail made of it. */
    @Override
    protected void giveUp(PaymentState state, Cause cause) {
        PaymentStep step = NextStep.of(state);
        commands.record(
                step == PaymentStep.SUBMIT ? OutsideSteps.overdue(state) : new ExpirePayment(state.id(), step), cause);
    }
}
