package org.tallystick.saga.payment;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executor;
import org.axonframework.commandhandling.CommandBus;
import org.tallystick.commands.ExpirePayment;
import org.tallystick.commands.StartPayment;
import org.tallystick.events.BeneficiaryReader;
import org.tallystick.events.EventLog;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentStates;
import org.tallystick.events.RecordedEvent;
import org.tallystick.saga.engine.Cause;
import org.tallystick.saga.engine.StepCommands;
import org.tallystick.saga.engine.StepTimes;
import org.tallystick.saga.engine.TimedSteps;
import org.tallystick.saga.rail.Rail;
import org.tallystick.saga.screening.Screening;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;

/** What a payment saga can do. Every step returns at once; what comes of it is recorded on the payment. */
public final class PaymentSteps extends TimedSteps {
    private final StepCommands commands;
    private final LedgerSteps ledger;
    private final OutsideSteps outside;

    /** @param executor runs what may wait for others: screening and rails */
    public PaymentSteps(
            CommandBus bus,
            Map<String, Rail> rails,
            Screening screening,
            BeneficiaryReader beneficiaries,
            EventLog log,
            Clock clock,
            StepTimes times,
            Executor executor) {
        super(log, clock, times);
        this.commands = new StepCommands(bus, PaymentSaga.ACTOR);
        this.ledger = new LedgerSteps(commands);
        this.outside = new OutsideSteps(commands, rails, screening, beneficiaries, executor);
    }

    /** The payment right after the event with this sequence number, from the store. */
    PaymentState stateAt(PaymentId payment, long sequence) {
        PaymentState state = null;
        for (RecordedEvent event : eventsUpTo(payment.stream(), sequence)) {
            if (event.payload() instanceof PaymentEvent happened) {
                state = PaymentStates.after(
                        state, happened, event.recordedAt(), event.metadata().get(EventMetadata.ACTOR));
            }
        }
        return state;
    }

    /** Does what is next for the payment. */
    void perform(PaymentState state, Cause cause) {
        PaymentStep step = NextStep.of(state);
        switch (step) {
            case START -> commands.record(new StartPayment(state.id()), cause);
            case HOLD, POST, VOID, REVERSE -> ledger.perform(state, step, cause);
            case SCREEN -> outside.screen(state, cause);
            case SUBMIT -> outside.submit(state, cause);
            case APPROVE -> giveUp(state, cause);
        }
    }

    /** Ends a step that has taken too long: the payment expires, or it is not known what the rail made of it. */
    void giveUp(PaymentState state, Cause cause) {
        PaymentStep step = NextStep.of(state);
        commands.record(
                step == PaymentStep.SUBMIT ? OutsideSteps.overdue(state) : new ExpirePayment(state.id(), step), cause);
    }
}
