package org.tallystick.command.standingorder;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;
import org.tallystick.command.decision.Decision;
import org.tallystick.commands.ChangeStandingOrder;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.EndStandingOrder;
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
import org.tallystick.events.StandingOrderStates;
import org.tallystick.eventstore.RecordedAt;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.StandingOrderState;
import org.tallystick.values.StandingOrderTerms;

/** Places, changes, pauses, resumes and ends standing orders, and records their runs. The payments are commands of their own. */
@Component
public class StandingOrderCommandHandler {
    private final Repository<StandingOrder> orders;
    private final UnitLookup units;
    private final BeneficiaryReader beneficiaries;

    /** @param beneficiaries for comparing a repeated request with the first */
    public StandingOrderCommandHandler(
            Repository<StandingOrder> orders, UnitLookup units, BeneficiaryReader beneficiaries) {
        this.orders = orders;
        this.units = units;
        this.beneficiaries = beneficiaries;
    }

    @CommandHandler
    public Outcome<StandingOrderResult> handle(PlaceStandingOrder command, @RecordedAt Instant now, MetaData metadata)
            throws Exception {
        StandingOrderId id = command.standingOrder();
        if (units.exists(id.stream())) {
            return repeated(command);
        }
        String actor = CommandMetadata.actor(metadata);
        return StandingOrderDecision.place(command, now, units::exists).create(event -> {
            orders.newInstance(() -> new StandingOrder(event, actor));
            return new StandingOrderResult(StandingOrderStates.after(null, event, now, actor));
        });
    }

    private Outcome<StandingOrderResult> repeated(PlaceStandingOrder command) {
        StandingOrderId id = command.standingOrder();
        Aggregate<StandingOrder> order = orders.load(id.stream());
        return isSame(command.order(), order.invoke(StandingOrder::placed))
                ? Outcome.replayed(new StandingOrderResult(order.invoke(StandingOrder::state)), 0)
                : Outcome.rejected(
                        StandingOrderRejection.ID_REUSED,
                        "Standing order " + id + " exists with other content.",
                        Map.of("standingOrder", id.value()));
    }

    /** A beneficiary that was erased is taken as the same. */
    private boolean isSame(StandingOrderTerms sent, StandingOrderTerms first) {
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

    private boolean isSameBeneficiary(StandingOrderTerms sent, StandingOrderTerms first) {
        Optional<Beneficiary> known = beneficiaries.open(first.beneficiary());
        return sent.beneficiary().bank().equals(first.beneficiary().bank())
                && (known.isEmpty() || known.equals(beneficiaries.open(sent.beneficiary())));
    }

    @CommandHandler
    public Outcome<StandingOrderResult> handle(
            ChangeStandingOrder command, @RecordedAt Instant now, MetaData metadata) {
        return decide(command, metadata, state -> StandingOrderDecision.change(command, state, now, this::isSame));
    }

    @CommandHandler
    public Outcome<StandingOrderResult> handle(EndStandingOrder command, MetaData metadata) {
        return decide(command, metadata, StandingOrderDecision::end);
    }

    @CommandHandler
    public Outcome<StandingOrderResult> handle(PauseStandingOrder command, MetaData metadata) {
        return decide(command, metadata, StandingOrderDecision::pause);
    }

    @CommandHandler
    public Outcome<StandingOrderResult> handle(ResumeStandingOrder command, MetaData metadata) {
        return decide(command, metadata, StandingOrderDecision::resume);
    }

    @CommandHandler
    public Outcome<StandingOrderResult> handle(RecordStandingOrderRun command, MetaData metadata) {
        return decide(command, metadata, state -> StandingOrderDecision.run(command, state));
    }

    private Outcome<StandingOrderResult> decide(
            StandingOrderCommand command,
            MetaData metadata,
            Function<StandingOrderState, Decision<StandingOrderEvent>> deciding) {
        StandingOrderId id = command.standingOrder();
        if (!units.exists(id.stream())) {
            return Outcome.rejected(
                    StandingOrderRejection.NOT_FOUND,
                    "There is no standing order " + id + ".",
                    Map.of("standingOrder", id.value()));
        }
        Aggregate<StandingOrder> order = orders.load(id.stream());
        String actor = CommandMetadata.actor(metadata);
        return deciding.apply(order.invoke(StandingOrder::state))
                .apply(
                        event -> order.execute(loaded -> loaded.record(event, actor)),
                        () -> new StandingOrderResult(order.invoke(StandingOrder::state)));
    }
}
