package org.tallystick.saga.payment;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.axonframework.commandhandling.CommandBus;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.events.EventMetadata;
import org.tallystick.saga.engine.StepCommands;
import org.tallystick.saga.rail.RailNews;
import org.tallystick.saga.rail.RailNewsListener;

/** Takes the news of rails and records them on the payments that they are about. */
public final class RailDesk implements RailNewsListener {
    private final StepCommands commands;

    public RailDesk(CommandBus bus) {
        this.commands = new StepCommands(bus, PaymentSaga.ACTOR);
    }

    @Override
    public CompletionStage<Boolean> received(RailNews news) {
        RecordRailOutcome command = new RecordRailOutcome(
                news.payment(), news.messageId(), kind(news), news.railReference(), news.code(), news.reason(), 0);
        return commands.send(command, metadata(news)).thenApply(Outcome.Done.class::isInstance);
    }

    private static RecordRailOutcome.Kind kind(RailNews news) {
        return switch (news.kind()) {
            case SETTLED -> RecordRailOutcome.Kind.SETTLED;
            case REFUSED -> RecordRailOutcome.Kind.REFUSED;
            case RETURNED -> RecordRailOutcome.Kind.RETURNED;
        };
    }

    private static Map<String, String> metadata(RailNews news) {
        return Map.of(
                EventMetadata.ACTOR, "rail:" + news.rail(),
                EventMetadata.REQUEST_ID, news.messageId(),
                EventMetadata.CORRELATION_ID, news.messageId());
    }
}
