package org.tallystick.saga.payment;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.tallystick.commands.ClaimSubmission;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PaymentCommand;
import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.events.EventMetadata;
import org.tallystick.saga.engine.StepCommands;
import org.tallystick.saga.rail.RailNews;
import org.tallystick.saga.rail.RailNewsListener;
import org.tallystick.saga.rail.SubmissionClaims;
import org.tallystick.values.Actors;
import org.tallystick.values.PaymentId;

/** Records on payments what their rails tell of them, and asks them whether they may leave. */
public final class RailCommands implements RailNewsListener, SubmissionClaims {
    private final StepCommands commands;

    public RailCommands(CommandGateway gateway) {
        this.commands = new StepCommands(gateway, PaymentSaga.ACTOR);
    }

    @Override
    public CompletionStage<Boolean> received(RailNews news) {
        RecordRailOutcome command = new RecordRailOutcome(
                news.payment(),
                news.rail(),
                news.messageId(),
                kind(news),
                news.railReference(),
                news.code(),
                news.reason(),
                0);
        return send(command, news.rail(), news.messageId());
    }

    @Override
    public CompletionStage<Boolean> claim(PaymentId payment, String rail, String messageId) {
        return send(new ClaimSubmission(payment, rail, messageId), rail, messageId);
    }

    @Override
    public CompletionStage<Boolean> left(PaymentId payment, String rail, String messageId) {
        RecordRailOutcome command = new RecordRailOutcome(
                payment, rail, messageId, RecordRailOutcome.Kind.ACCEPTED, messageId, null, null, 0);
        return send(command, rail, messageId);
    }

    private CompletionStage<Boolean> send(PaymentCommand command, String rail, String messageId) {
        return commands.send(command, metadata(rail, messageId)).thenApply(Outcome.Done.class::isInstance);
    }

    private static RecordRailOutcome.Kind kind(RailNews news) {
        return switch (news.kind()) {
            case SETTLED -> RecordRailOutcome.Kind.SETTLED;
            case REFUSED -> RecordRailOutcome.Kind.REFUSED;
            case RETURNED -> RecordRailOutcome.Kind.RETURNED;
        };
    }

    private static Map<String, String> metadata(String rail, String messageId) {
        return Map.of(
                EventMetadata.ACTOR, Actors.rail(rail),
                EventMetadata.REQUEST_ID, messageId,
                EventMetadata.CORRELATION_ID, messageId);
    }
}
