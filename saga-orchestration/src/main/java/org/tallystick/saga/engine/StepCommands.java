package org.tallystick.saga.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.RoutedCommand;

/** Sends the commands of sagas and waits for none of them: what comes of one is handed on when it is there. */
public final class StepCommands {
    private static final Logger LOG = LoggerFactory.getLogger(StepCommands.class);
    private final CommandGateway gateway;
    private final String actor;

    /** @param actor who is on record for what a saga does by itself */
    public StepCommands(CommandGateway gateway, String actor) {
        this.gateway = gateway;
        this.actor = actor;
    }

    /** @return what the command was answered; exceptionally when it failed, or was not taken */
    public CompletableFuture<Outcome<?>> send(RoutedCommand command, Map<String, String> metadata) {
        CompletableFuture<Outcome<?>> answer = new CompletableFuture<>();
        CommandCallback<Object, Outcome<?>> callback = (message, result) -> {
            if (result.isExceptional()) {
                answer.completeExceptionally(result.exceptionResult());
            } else {
                answer.complete(result.getPayload());
            }
        };
        gateway.send(new GenericCommandMessage<>(command, MetaData.from(metadata)), callback);
        return answer;
    }

    /** For a step of a saga. */
    public CompletableFuture<Outcome<?>> send(RoutedCommand command, Cause cause) {
        return send(command, cause.metadata(actor));
    }

    /** Records what came of a step. If even that fails, the step is done again later. */
    public void record(RoutedCommand command, Cause cause) {
        send(command, cause).whenComplete((outcome, failure) -> {
            if (failure != null) {
                LOG.warn("{} was not recorded, and will be: {}", command, failure.toString());
            } else if (outcome instanceof Outcome.Rejected<?> rejected) {
                LOG.warn("{} was rejected: {}", command, rejected.detail());
            }
        });
    }
}
