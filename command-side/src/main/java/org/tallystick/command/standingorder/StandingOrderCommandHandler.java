package org.tallystick.command.standingorder;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.tallystick.command.journal.RecordedUnits;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PauseStandingOrder;
import org.tallystick.commands.PlaceStandingOrder;
import org.tallystick.commands.RecordStandingOrderRun;
import org.tallystick.commands.ResumeStandingOrder;
import org.tallystick.commands.StandingOrderCommand;
import org.tallystick.commands.StandingOrderRejection;
import org.tallystick.commands.StandingOrderResult;
import org.tallystick.events.BeneficiaryReader;
import org.tallystick.events.StandingOrderEvent;
import org.tallystick.events.StandingOrderPaused;
import org.tallystick.events.StandingOrderPlaced;
import org.tallystick.events.StandingOrderRan;
import org.tallystick.events.StandingOrderResumed;
import org.tallystick.events.StandingOrderStates;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.LedgerName;
import org.tallystick.values.StandingOrder;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.StandingOrderState;

/** Places, pauses and resumes standing orders, and records their runs. The payments are commands of their own. */
public class StandingOrderCommandHandler {
    private final Repository<PlacedOrder> orders;
    private final RecordedUnits units;
    private final BeneficiaryReader beneficiaries;

    /** @param beneficiaries for comparing a repeated request with the first */
    public StandingOrderCommandHandler(
            Repository<PlacedOrder> orders, RecordedUnits units, BeneficiaryReader beneficiaries) {
        this.orders = orders;
        this.units = units;
        this.beneficiaries = beneficiaries;
    }

    @CommandHandler
    public Outcome<StandingOrderResult> handle(
            PlaceStandingOrder command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now) throws Exception {
        StandingOrderId id = command.standingOrder();
        if (units.exists(id.stream())) {
            return repeated(command);
        }
        Optional<Outcome<StandingOrderResult>> missing = missing(command.order());
        if (missing.isPresent()) {
            return missing.get();
        }
        StandingOrderPlaced event = StandingOrderPlaced.of(id, command.order());
        orders.newInstance(() -> new PlacedOrder(event, now));
        return Outcome.created(new StandingOrderResult(StandingOrderStates.after(null, event, now)));
    }

    private Outcome<StandingOrderResult> repeated(PlaceStandingOrder command) {
        StandingOrderId id = command.standingOrder();
        StandingOrderState state = orders.load(id.stream()).invoke(PlacedOrder::state);
        return isSame(command.order(), state.order())
                ? Outcome.replayed(new StandingOrderResult(state), 0)
                : Outcome.rejected(
                        StandingOrderRejection.ID_REUSED,
                        "Standing order " + id + " exists with other content.",
                        Map.of("standingOrder", id.value()));
    }

    /** A beneficiary that was erased is taken as the same. */
    private boolean isSame(StandingOrder sent, StandingOrder first) {
        return sent.ledger().equals(first.ledger())
                && sent.payer().equals(first.payer())
                && sent.amount().equals(first.amount())
                && sent.asset().equals(first.asset())
                && sent.rail().equals(first.rail())
                && Objects.equals(sent.reference(), first.reference())
                && sent.metadata().equals(first.metadata())
                && sent.schedule().equals(first.schedule())
                && isSameBeneficiary(sent, first);
    }

    private boolean isSameBeneficiary(StandingOrder sent, StandingOrder first) {
        Optional<Beneficiary> known = beneficiaries.open(first.beneficiary());
        return sent.beneficiary().bank().equals(first.beneficiary().bank())
                && (known.isEmpty() || known.equals(beneficiaries.open(sent.beneficiary())));
    }

    private Optional<Outcome<StandingOrderResult>> missing(StandingOrder order) {
        if (!units.exists(order.ledger().stream())) {
            return Optional.of(Outcome.rejected(
                    StandingOrderRejection.LEDGER_NOT_FOUND,
                    "There is no ledger " + order.ledger() + ".",
                    Map.of("ledger", order.ledger().value())));
        }
        return units.exists(order.ledger().streamOf(order.payer()))
                ? Optional.empty()
                : Optional.of(Outcome.rejected(
                        StandingOrderRejection.ACCOUNT_NOT_FOUND,
                        "Account " + order.payer() + " does not exist.",
                        Map.of("account", order.payer().value())));
    }

    @CommandHandler
    public Outcome<StandingOrderResult> handle(
            PauseStandingOrder command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now) {
        return decide(
                command, now, state -> state.paused() ? null : new StandingOrderPaused(ledger(state), state.id()));
    }

    @CommandHandler
    public Outcome<StandingOrderResult> handle(
            ResumeStandingOrder command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now) {
        return decide(
                command, now, state -> state.paused() ? new StandingOrderResumed(ledger(state), state.id()) : null);
    }

    /** Only the date that is next can run: a repeat, or a run that came after all when it was paused, changes nothing. */
    @CommandHandler
    public Outcome<StandingOrderResult> handle(
            RecordStandingOrderRun command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now) {
        return decide(
                command,
                now,
                state -> command.date().equals(state.next())
                        ? new StandingOrderRan(
                                ledger(state),
                                state.id(),
                                command.date(),
                                command.payment(),
                                command.code(),
                                command.reason())
                        : null);
    }

    private static LedgerName ledger(StandingOrderState state) {
        return state.order().ledger();
    }

    /** @param deciding gives null where there is nothing to be done any more */
    private Outcome<StandingOrderResult> decide(
            StandingOrderCommand command, Instant now, Function<StandingOrderState, StandingOrderEvent> deciding) {
        StandingOrderId id = command.standingOrder();
        if (!units.exists(id.stream())) {
            return Outcome.rejected(
                    StandingOrderRejection.NOT_FOUND,
                    "There is no standing order " + id + ".",
                    Map.of("standingOrder", id.value()));
        }
        Aggregate<PlacedOrder> order = orders.load(id.stream());
        StandingOrderEvent event = deciding.apply(order.invoke(PlacedOrder::state));
        if (event == null) {
            return Outcome.replayed(new StandingOrderResult(order.invoke(PlacedOrder::state)), 0);
        }
        order.execute(loaded -> loaded.record(event, now));
        return Outcome.changed(new StandingOrderResult(order.invoke(PlacedOrder::state)));
    }
}
