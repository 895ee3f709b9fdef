package org.tallystick.saga.rail.simulator;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.tallystick.saga.rail.Rail;
import org.tallystick.saga.rail.RailAnswer;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.saga.rail.RailNews;
import org.tallystick.saga.rail.RailNewsListener;
import org.tallystick.saga.rail.SubmissionClaims;

/**
 * A rail that pays nobody: it answers by a script, so that every way a payment can go can be tried. It remembers nothing;
 * what it says follows from the payment, and what it was about to say by itself when the process ended is told when asked.
 */
public final class SimulatorRail implements Rail {
    public static final String NAME = "simulator";

    private static final String CODE = "AC04";
    private static final String REASON = "The account is closed.";

    private final SimulatorRules rules;
    private final RailNewsListener listener;
    private final SubmissionClaims claims;
    private final ScheduledExecutorService timer;

    /** @param timer on which news are told later */
    public SimulatorRail(
            SimulatorRules rules, RailNewsListener listener, SubmissionClaims claims, ScheduledExecutorService timer) {
        this.rules = rules;
        this.listener = listener;
        this.claims = claims;
        this.timer = timer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompletionStage<RailAnswer> submit(RailInstruction instruction) {
        return claims.claim(instruction.payment(), NAME, instruction.messageId())
                .thenCompose(mayLeave -> mayLeave
                        ? submitted(instruction)
                        : CompletableFuture.completedFuture(new RailAnswer.Withdrawn()));
    }

    private CompletionStage<RailAnswer> submitted(RailInstruction instruction) {
        SimulatorScript script = rules.scriptFor(instruction);
        if (script == SimulatorScript.FAULT) {
            return CompletableFuture.failedFuture(new IllegalStateException("the simulator was told to break"));
        }
        tellLater(instruction, script);
        return CompletableFuture.completedFuture(
                switch (script) {
                    case SETTLE, RETURN -> new RailAnswer.Settled(reference(instruction));
                    case LATER, TWICE, REFUSE_LATER -> new RailAnswer.Accepted(reference(instruction));
                    case REFUSE, CONTRADICT -> new RailAnswer.Refused(CODE, REASON);
                    case SILENT, SILENT_ONCE, LATE, FAULT -> new RailAnswer.Silent("The simulator says nothing.");
                });
    }

    @Override
    public CompletionStage<RailAnswer> inquire(RailInstruction instruction) {
        SimulatorScript script = rules.scriptFor(instruction);
        if (script == SimulatorScript.SILENT) {
            return CompletableFuture.completedFuture(new RailAnswer.Silent("The simulator says nothing."));
        }
        tellLater(instruction, script);
        return CompletableFuture.completedFuture(
                script.refuses()
                        ? new RailAnswer.Refused(CODE, REASON)
                        : new RailAnswer.Settled(reference(instruction)));
    }

    private void tellLater(RailInstruction instruction, SimulatorScript script) {
        switch (script) {
            case LATER, LATE, CONTRADICT -> tell(instruction, RailNews.Kind.SETTLED);
            case TWICE -> {
                tell(instruction, RailNews.Kind.SETTLED);
                tell(instruction, RailNews.Kind.SETTLED);
            }
            case REFUSE_LATER -> tell(instruction, RailNews.Kind.REFUSED);
            case RETURN -> tell(instruction, RailNews.Kind.RETURNED);
            case SETTLE, REFUSE, SILENT, SILENT_ONCE, FAULT -> {}
        }
    }

    private void tell(RailInstruction instruction, RailNews.Kind kind) {
        boolean settled = kind == RailNews.Kind.SETTLED;
        RailNews news = new RailNews(
                NAME,
                instruction.messageId(),
                instruction.payment(),
                kind,
                reference(instruction),
                settled ? null : CODE,
                settled ? null : REASON);
        timer.schedule(() -> listener.received(news), rules.delay().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String reference(RailInstruction instruction) {
        return "SIM-" + instruction.messageId().substring(0, 16);
    }
}
