package org.tallystick.command.payment;

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
import org.tallystick.commands.ApprovePayment;
import org.tallystick.commands.CancelPayment;
import org.tallystick.commands.ClaimSubmission;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.DeclinePayment;
import org.tallystick.commands.EraseBeneficiary;
import org.tallystick.commands.ExpirePayment;
import org.tallystick.commands.InitiatePayment;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PaymentCommand;
import org.tallystick.commands.PaymentRejection;
import org.tallystick.commands.PaymentResult;
import org.tallystick.commands.RecordAttempt;
import org.tallystick.commands.RecordPaymentTransaction;
import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.commands.RecordScreening;
import org.tallystick.commands.ResolvePayment;
import org.tallystick.commands.StartPayment;
import org.tallystick.events.BeneficiaryReader;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.events.PaymentStates;
import org.tallystick.eventstore.RecordedAt;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentState;
import org.tallystick.values.SealedBeneficiary;

/** Moves payments on: one command, one payment, one unit of work. What payments do to ledgers are commands of their own. */
@Component
public class PaymentCommandHandler {
    private final Repository<Payment> payments;
    private final UnitLookup units;
    private final BeneficiaryReader beneficiaries;
    private final Initiators initiators;

    /** @param beneficiaries for comparing a repeated request with the first */
    public PaymentCommandHandler(Repository<Payment> payments, UnitLookup units, BeneficiaryReader beneficiaries) {
        this.payments = payments;
        this.units = units;
        this.beneficiaries = beneficiaries;
        this.initiators = new Initiators(units);
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(InitiatePayment command, @RecordedAt Instant now, MetaData metadata)
            throws Exception {
        if (units.exists(command.payment().stream())) {
            return repeated(command);
        }
        Decision<PaymentInitiated> decision = InitiationDecision.decide(command, units::exists);
        String actor = CommandMetadata.actor(metadata);
        String requestId = CommandMetadata.requestId(metadata);
        return decision.create(event -> {
            payments.newInstance(() -> new Payment(event, actor, requestId));
            return new PaymentResult(PaymentStates.after(null, event, now, actor, requestId));
        });
    }

    private Outcome<PaymentResult> repeated(InitiatePayment command) {
        PaymentState first = payments.load(command.payment().stream())
                .invoke(Payment::history)
                .initial();
        return isSame(command, first)
                ? Outcome.replayed(new PaymentResult(first), positionOf(command.payment(), 0))
                : Outcome.rejected(
                        PaymentRejection.ID_REUSED,
                        "Payment " + command.payment() + " exists with other content.",
                        Map.of("payment", command.payment().value()));
    }

    /** Terms are not compared: they are what was configured then. A beneficiary that was erased is taken as the same. */
    private boolean isSame(InitiatePayment command, PaymentState first) {
        return command.ledger().equals(first.ledger())
                && command.payer().equals(first.payer())
                && command.amount().equals(first.amount())
                && command.asset().equals(first.asset())
                && command.rail().equals(first.rail())
                && Objects.equals(command.reference(), first.reference())
                && Objects.equals(command.executeAt(), first.executeAt())
                && command.metadata().equals(first.metadata())
                && command.beneficiary().bank().equals(first.beneficiary().bank())
                && isSame(command.beneficiary(), first.beneficiary());
    }

    private boolean isSame(SealedBeneficiary sent, SealedBeneficiary first) {
        Optional<Beneficiary> known = beneficiaries.open(first);
        return known.isEmpty() || known.equals(beneficiaries.open(sent));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(ApprovePayment command, MetaData metadata) {
        return decide(
                command,
                metadata,
                history -> ClientDecision.approve(
                        command, history, initiators.of(history.state()), CommandMetadata.actor(metadata)));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(DeclinePayment command, MetaData metadata) {
        return decide(command, metadata, history -> ClientDecision.decline(command, history));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(CancelPayment command, MetaData metadata) {
        return decide(command, metadata, history -> ClientDecision.cancel(command, history));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(ResolvePayment command, MetaData metadata) {
        return decide(
                command,
                metadata,
                history -> ClientDecision.resolve(
                        command, history, initiators.of(history.state()), CommandMetadata.actor(metadata)));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(EraseBeneficiary command, MetaData metadata) {
        return decide(command, metadata, ClientDecision::erase);
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(StartPayment command, @RecordedAt Instant now, MetaData metadata) {
        return decide(command, metadata, history -> ProgressDecision.start(history.state(), now));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(RecordPaymentTransaction command, MetaData metadata) {
        return decide(command, metadata, history -> LedgerStepDecision.decide(command, history.state()));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(RecordScreening command, @RecordedAt Instant now, MetaData metadata) {
        return decide(command, metadata, history -> ProgressDecision.screening(command, history.state(), now));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(ClaimSubmission command, @RecordedAt Instant now, MetaData metadata) {
        return decide(command, metadata, history -> ProgressDecision.claim(command, history.state(), now));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(RecordAttempt command, MetaData metadata) {
        return decide(command, metadata, history -> ProgressDecision.attempt(command, history.state()));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(RecordRailOutcome command, @RecordedAt Instant now, MetaData metadata) {
        return decide(command, metadata, history -> RailDecision.decide(command, history, now));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(ExpirePayment command, MetaData metadata) {
        return decide(command, metadata, history -> ProgressDecision.expire(command, history.state()));
    }

    private Outcome<PaymentResult> decide(
            PaymentCommand command, MetaData metadata, Function<PaymentHistory, Decision<PaymentEvent>> deciding) {
        PaymentId id = command.payment();
        if (!units.exists(id.stream())) {
            return Outcome.rejected(
                    PaymentRejection.NOT_FOUND, "There is no payment " + id + ".", Map.of("payment", id.value()));
        }
        Aggregate<Payment> payment = payments.load(id.stream());
        PaymentHistory history = payment.invoke(Payment::history);
        Decision<PaymentEvent> decision = deciding.apply(history);
        if (decision instanceof Decision.Replay<PaymentEvent> replay) {
            PaymentHistory.Said said = history.said(replay.sequence());
            return Outcome.replayed(new PaymentResult(said.after()), positionOf(id, said.sequence()));
        }
        String actor = CommandMetadata.actor(metadata);
        return decision.apply(
                event -> payment.execute(loaded -> loaded.record(event, actor)),
                () -> new PaymentResult(payment.invoke(Payment::history).state()));
    }

    private long positionOf(PaymentId id, long sequence) {
        return units.unitOf(id.stream(), sequence).orElseThrow().position();
    }
}
