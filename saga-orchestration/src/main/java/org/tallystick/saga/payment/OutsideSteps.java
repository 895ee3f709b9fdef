package org.tallystick.saga.payment;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.commands.RecordAttempt;
import org.tallystick.commands.RecordRailOutcome;
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
import org.tallystick.values.Beneficiary;
import org.tallystick.values.Money;
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
        outside(() -> screening.screen(request(state))).whenComplete((verdict, failure) -> {
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

    /** Sends the payment to its rail, or asks what became of it. */
    void submit(PaymentState state, Cause cause) {
        outside(() -> answer(state)).whenComplete((answer, failure) -> {
            if (failure != null) {
                LOG.warn("rail {} failed on payment {}: {}", state.rail(), state.id(), failure.toString());
            }
            commands.record(
                    failure == null
                            ? outcome(state, answer)
                            : silent(state, "The rail could not be asked.", inquiry(state)),
                    cause);
        });
    }

    private CompletionStage<RailAnswer> answer(PaymentState state) {
        Rail rail = rails.get(state.rail());
        if (rail == null) {
            throw new IllegalStateException("there is no rail " + state.rail());
        }
        return state.phase() == PaymentPhase.UNKNOWN
                ? rail.inquire(instruction(state))
                : rail.submit(instruction(state));
    }

    private <T> CompletionStage<T> outside(Supplier<CompletionStage<T>> call) {
        return CompletableFuture.supplyAsync(call, executor).thenCompose(stage -> stage);
    }

    /** Which inquiry is due; 0 when the payment is sent, not asked for. */
    private static int inquiry(PaymentState state) {
        return state.phase() == PaymentPhase.UNKNOWN ? state.attempts() + 1 : 0;
    }

    /** Nothing came for as long as the rail may take. */
    static RecordRailOutcome overdue(PaymentState state) {
        return silent(state, "No outcome within " + state.terms().answerWithin() + ".", 0);
    }

    private static RecordRailOutcome silent(PaymentState state, String reason, int inquiry) {
        return new RecordRailOutcome(
                state.id(), state.messageId(), RecordRailOutcome.Kind.SILENT, null, "silent", reason, inquiry);
    }

    private static RecordRailOutcome outcome(PaymentState state, RailAnswer answer) {
        if (answer instanceof RailAnswer.Accepted accepted) {
            return outcome(state, RecordRailOutcome.Kind.ACCEPTED, accepted.railReference(), null, null);
        }
        if (answer instanceof RailAnswer.Settled settled) {
            return outcome(state, RecordRailOutcome.Kind.SETTLED, settled.railReference(), null, null);
        }
        if (answer instanceof RailAnswer.Refused refused) {
            return outcome(state, RecordRailOutcome.Kind.REFUSED, null, refused.code(), refused.reason());
        }
        return silent(state, ((RailAnswer.Silent) answer).reason(), inquiry(state));
    }

    private static RecordRailOutcome outcome(
            PaymentState state, RecordRailOutcome.Kind kind, String reference, String code, String reason) {
        return new RecordRailOutcome(state.id(), state.messageId(), kind, reference, code, reason, inquiry(state));
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
                state.messageId(),
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
