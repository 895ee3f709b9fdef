package org.tallystick.command.payment;

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
import org.tallystick.commands.ApprovePayment;
import org.tallystick.commands.CancelPayment;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.DeclinePayment;
import org.tallystick.commands.DerivedIds;
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
import org.tallystick.events.EventMetadata;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.events.PaymentStates;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.SealedBeneficiary;

/** Moves payments on: one command, one payment, one unit of work. What payments do to ledgers are commands of their own. */
public class PaymentCommandHandler {
    private final Repository<Payment> payments;
    private final RecordedUnits units;
    private final BeneficiaryReader beneficiaries;

    /** @param beneficiaries for comparing a repeated request with the first */
    public PaymentCommandHandler(Repository<Payment> payments, RecordedUnits units, BeneficiaryReader beneficiaries) {
        this.payments = payments;
        this.units = units;
        this.beneficiaries = beneficiaries;
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(
            InitiatePayment command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata)
            throws Exception {
        Optional<RecordedUnit> earlier = units.unitOfKey(command.ledger(), metadata);
        if (units.exists(command.payment().stream())) {
            return repeated(command, earlier);
        }
        if (earlier.isPresent()) {
            return keyReused();
        }
        Optional<Outcome<PaymentResult>> missing = missing(command);
        if (missing.isPresent()) {
            return missing.get();
        }
        PaymentInitiated event = initiated(command);
        String actor = actor(metadata);
        payments.newInstance(() -> new Payment(event, now, actor));
        return Outcome.created(new PaymentResult(PaymentStates.after(null, event, now, actor)));
    }

    private Outcome<PaymentResult> repeated(InitiatePayment command, Optional<RecordedUnit> earlier) {
        PaymentState first = payments.load(command.payment().stream())
                .invoke(Payment::history)
                .initial();
        long position = positionOf(command.payment(), 0);
        if (earlier.isPresent() && earlier.get().position() != position) {
            return keyReused();
        }
        return isSame(command, first)
                ? Outcome.replayed(new PaymentResult(first), position)
                : Outcome.rejected(
                        PaymentRejection.ID_REUSED,
                        "Payment " + command.payment() + " exists with other content.",
                        Map.of("payment", command.payment().value()));
    }

    private static Outcome<PaymentResult> keyReused() {
        return Outcome.rejected(
                PaymentRejection.ID_REUSED, "The idempotency key was used before with other content.", Map.of());
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

    private Optional<Outcome<PaymentResult>> missing(InitiatePayment command) {
        if (!units.exists(command.ledger().stream())) {
            return Optional.of(Outcome.rejected(
                    PaymentRejection.LEDGER_NOT_FOUND,
                    "There is no ledger " + command.ledger() + ".",
                    Map.of("ledger", command.ledger().value())));
        }
        return Stream.of(command.payer(), command.terms().clearing())
                .filter(account -> !units.exists(command.ledger().streamOf(account)))
                .findFirst()
                .map(account -> Outcome.rejected(
                        PaymentRejection.ACCOUNT_NOT_FOUND,
                        "Account " + account + " does not exist.",
                        Map.of("account", account.value())));
    }

    private static PaymentInitiated initiated(InitiatePayment command) {
        return new PaymentInitiated(
                command.ledger(),
                command.payment(),
                command.payer(),
                command.amount(),
                command.asset(),
                command.rail(),
                command.beneficiary(),
                command.reference(),
                command.executeAt(),
                command.metadata(),
                command.terms(),
                DerivedIds.ofPayment(command.payment(), PaymentStep.HOLD));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(
            ApprovePayment command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata) {
        return decide(command, now, metadata, history -> ClientDecision.approve(command, history, actor(metadata)));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(
            DeclinePayment command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata) {
        return decide(command, now, metadata, history -> ClientDecision.decline(command, history));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(
            CancelPayment command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata) {
        return decide(command, now, metadata, history -> ClientDecision.cancel(command, history));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(
            ResolvePayment command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata) {
        return decide(command, now, metadata, history -> ClientDecision.resolve(command, history));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(
            EraseBeneficiary command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata) {
        return decide(command, now, metadata, ClientDecision::erase);
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(
            StartPayment command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata) {
        return decide(command, now, metadata, history -> ProgressDecision.start(history.state(), now));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(
            RecordPaymentTransaction command,
            @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now,
            MetaData metadata) {
        return decide(command, now, metadata, history -> LedgerStepDecision.decide(command, history.state()));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(
            RecordScreening command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata) {
        return decide(command, now, metadata, history -> ProgressDecision.screening(command, history.state(), now));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(
            RecordAttempt command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata) {
        return decide(command, now, metadata, history -> ProgressDecision.attempt(command, history.state()));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(
            RecordRailOutcome command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata) {
        return decide(command, now, metadata, history -> RailDecision.decide(command, history.state()));
    }

    @CommandHandler
    public Outcome<PaymentResult> handle(
            ExpirePayment command, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant now, MetaData metadata) {
        return decide(command, now, metadata, history -> ProgressDecision.expire(command, history.state()));
    }

    private Outcome<PaymentResult> decide(
            PaymentCommand command,
            Instant now,
            MetaData metadata,
            Function<PaymentHistory, PaymentDecision> deciding) {
        PaymentId id = command.payment();
        if (!units.exists(id.stream())) {
            return Outcome.rejected(
                    PaymentRejection.NOT_FOUND, "There is no payment " + id + ".", Map.of("payment", id.value()));
        }
        Aggregate<Payment> payment = payments.load(id.stream());
        PaymentHistory history = payment.invoke(Payment::history);
        PaymentDecision decision = deciding.apply(history);
        Optional<RecordedUnit> earlier = units.unitOfKey(history.state().ledger(), metadata);
        if (decision instanceof PaymentDecision.Replay replay) {
            return replayed(id, history, replay, earlier);
        }
        if (earlier.isPresent()) {
            return keyReused();
        }
        if (decision instanceof PaymentDecision.Rejected rejected) {
            return Outcome.rejected(rejected.rejection(), rejected.detail(), rejected.facts());
        }
        for (PaymentEvent event : ((PaymentDecision.Accepted) decision).events()) {
            payment.execute(loaded -> loaded.record(event, now, actor(metadata)));
        }
        return Outcome.changed(
                new PaymentResult(payment.invoke(Payment::history).state()));
    }

    private Outcome<PaymentResult> replayed(
            PaymentId id, PaymentHistory history, PaymentDecision.Replay replay, Optional<RecordedUnit> earlier) {
        if (replay.said() == null) {
            return Outcome.replayed(new PaymentResult(history.state()), 0);
        }
        long position = positionOf(id, replay.said().sequence());
        return earlier.isPresent() && earlier.get().position() != position
                ? keyReused()
                : Outcome.replayed(new PaymentResult(replay.said().after()), position);
    }

    private long positionOf(PaymentId id, long sequence) {
        return units.unitOf(id.stream(), sequence).orElseThrow().position();
    }

    private static String actor(MetaData metadata) {
        return metadata.getOrDefault(EventMetadata.ACTOR, "anonymous").toString();
    }
}
