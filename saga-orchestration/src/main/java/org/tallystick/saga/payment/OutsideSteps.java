package org.tallystick.saga.payment;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.commands.RecordAttempt;
import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.commands.RecordRailOutcome.Kind;
import org.tallystick.commands.RecordScreening;
import org.tallystick.events.BeneficiaryReader;
import org.tallystick.saga.engine.Cause;
import org.tallystick.saga.engine.StepCommands;
import org.tallystick.saga.rail.Rail;
import org.tallystick.saga.rail.RailAnswer;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.saga.screening.Screening;
import org.tallystick.saga.screening.ScreeningRequest;
import org.tallystick.saga.screening.ScreeningVerdict;
import org.tallystick.storage.thread.FaultHandler;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.Money;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;

/** The steps that a payment takes outside of the books: screening, and the rail. None of them blocks who asks for it. */
final class OutsideSteps {
    private static final Logger LOG = LoggerFactory.getLogger(OutsideSteps.class);

    private final StepCommands commands;
    private final Map<String, Rail> rails;
    private final Screening screening;
    private final BeneficiaryReader beneficiaries;
    private final Executor executor;
    private final Set<PaymentId> atRail = ConcurrentHashMap.newKeySet();

    OutsideSteps(
            StepCommands commands,
            Map<String, Rail> rails,
            Screening screening,
            BeneficiaryReader beneficiaries,
            Executor executor) {
        this.commands = commands;
        this.rails = rails;
        this.screening = screening;
        this.beneficiaries = beneficiaries;
        this.executor = executor;
    }

    void screen(PaymentState state, Cause cause) {
        outside("screening", () -> screening.screen(request(state))).whenComplete((verdict, failure) -> {
            if (failure != null) {
                LOG.warn("payment {} could not be screened: {}", state.id(), failure.toString());
                commands.record(
                        new RecordAttempt(
                                state.id(), PaymentStep.SCREEN, state.attempts() + 1, "fault", "Screening failed."),
                        cause);
            } else if (verdict instanceof ScreeningVerdict.Denied denied) {
                commands.record(new RecordScreening(state.id(), denied.code(), denied.reason()), cause);
            } else {
                commands.record(new RecordScreening(state.id(), null, null), cause);
            }
        });
    }

    /** Sends the payment to its rail, or asks what became of it; not while it is asked already. */
    void submit(PaymentState state, Cause cause) {
        if (!atRail.add(state.id())) {
            return;
        }
        outside("rail-" + state.rail(), () -> answer(state)).whenComplete((answer, failure) -> {
            atRail.remove(state.id());
            if (failure != null) {
                LOG.warn("rail {} failed on payment {}: {}", state.rail(), state.id(), failure.toString());
            }
            outcome(state, failure == null ? answer : new RailAnswer.Silent("The rail could not be asked."))
                    .ifPresent(outcome -> commands.record(outcome, cause));
        });
    }

    /** Only what was claimed before can have left, and is asked for. */
    private CompletionStage<RailAnswer> answer(PaymentState state) {
        Rail rail = rails.get(state.rail());
        if (rail == null) {
            throw new IllegalStateException("there is no rail " + state.rail());
        }
        return state.messageId() == null ? rail.submit(instruction(state)) : rail.inquire(instruction(state));
    }

    /** What fails is recorded on the payment and tried again; whoever runs the program hears of it, too. */
    private <T> CompletionStage<T> outside(String service, Supplier<CompletionStage<T>> call) {
        return CompletableFuture.supplyAsync(call, executor)
                .thenCompose(stage -> stage)
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        FaultHandler.ofProcess().recovered(service);
                    } else {
                        FaultHandler.ofProcess().goesOn(service, cause(failure));
                    }
                });
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Nothing came for as long as the rail may take. */
    static RecordRailOutcome overdue(PaymentState state) {
        String within = " within " + state.terms().answerWithin() + ".";
        return state.awaitsSubmission()
                ? without(state, Kind.NOT_SENT, "The order has not left" + within)
                : without(state, Kind.OVERDUE, "No outcome" + within);
    }

    /** Empty when there is nothing to record. */
    private static Optional<RecordRailOutcome> outcome(PaymentState state, RailAnswer answer) {
        if (answer instanceof RailAnswer.Accepted accepted) {
            return Optional.of(outcome(state, Kind.ACCEPTED, accepted.railReference(), null, null));
        } else if (answer instanceof RailAnswer.Settled settled) {
            return Optional.of(outcome(state, Kind.SETTLED, settled.railReference(), null, null));
        } else if (answer instanceof RailAnswer.Refused refused) {
            return Optional.of(outcome(state, Kind.REFUSED, null, refused.code(), refused.reason()));
        } else if (answer instanceof RailAnswer.Silent silent) {
            return Optional.of(without(state, Kind.SILENT, silent.reason()));
        } else if (answer instanceof RailAnswer.NotSent notSent) {
            return Optional.of(without(state, Kind.NOT_SENT, notSent.reason()));
        }
        boolean isWaitedFor = answer instanceof RailAnswer.Waiting && state.phase() == PaymentPhase.UNKNOWN;
        return isWaitedFor
                ? Optional.of(without(state, Kind.NOT_SENT, "The order still waits to leave."))
                : Optional.empty();
    }

    private static RecordRailOutcome without(PaymentState state, Kind kind, String reason) {
        return outcome(state, kind, null, "silent", reason);
    }

    private static RecordRailOutcome outcome(
            PaymentState state, Kind kind, String reference, String code, String reason) {
        return new RecordRailOutcome(
                state.id(),
                state.rail(),
                DerivedIds.railMessage(state.id()),
                kind,
                reference,
                code,
                reason,
                inquiry(state));
    }

    /** Which inquiry is due; 0 when the payment is sent, not asked for. */
    private static int inquiry(PaymentState state) {
        return state.phase() == PaymentPhase.UNKNOWN ? state.attempts() + 1 : 0;
    }

    private ScreeningRequest request(PaymentState state) {
        return new ScreeningRequest(
                state.id(),
                state.ledger(),
                new Money(state.amount(), state.asset()),
                state.payer(),
                beneficiary(state),
                state.reference(),
                state.metadata(),
                state.initiatedAt());
    }

    private RailInstruction instruction(PaymentState state) {
        return new RailInstruction(
                state.id(),
                state.ledger(),
                DerivedIds.railMessage(state.id()),
                new Money(state.amount(), state.asset()),
                state.payer(),
                beneficiary(state),
                state.reference(),
                state.metadata(),
                state.initiatedAt());
    }

    private Beneficiary beneficiary(PaymentState state) {
        return beneficiaries
                .open(state.beneficiary())
                .orElseThrow(() -> new IllegalStateException("the beneficiary of " + state.id() + " was erased"));
    }
}
