package org.tallystick.command.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.commands.RoutedCommand;
import org.tallystick.eventstore.RecordedMetadata;
import org.tallystick.eventstore.lane.CommandRefusedException;

/** Sends a command and waits for its durable result. */
@Component
public final class CommandSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandSender.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final CommandGateway commands;
    private final PendingCommands underWay = new PendingCommands(LONGEST_WAIT);

    public CommandSender(CommandGateway commands) {
        this.commands = commands;
    }

    /** Sends without waiting. Ends with a {@link TimeoutException} when the outcome is not known in time. */
    public CompletableFuture<Sent> dispatch(RoutedCommand command, Map<String, ?> metadata) {
        CompletableFuture<Sent> sent = underWay.begin();
        CommandCallback<Object, Object> callback = (message, result) -> complete(sent, result);
        commands.send(new GenericCommandMessage<>(command, MetaData.from(metadata)), callback);
        return sent;
    }

    private void complete(CompletableFuture<Sent> sent, CommandResultMessage<?> result) {
        underWay.ended(sent);
        if (result.isExceptional()) {
            sent.completeExceptionally(result.exceptionResult());
        } else {
            long position = (Long) result.getMetaData().getOrDefault(RecordedMetadata.POSITION, 0L);
            sent.complete(new Sent(result.getPayload(), position));
        }
    }

    /**
     * Sends and waits.
     *
     * @throws ProblemException 503 when the command was not taken or its outcome is not known
     */
    public Sent send(RoutedCommand command, Map<String, ?> metadata) {
        return await(dispatch(command, metadata));
    }

    /** Waits for something that was sent, see {@link #send}. */
    public Sent await(CompletableFuture<Sent> sent) {
        try {
            return sent.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.retryLater(
                    CommandRefusedException.UNAVAILABLE, "The process is stopping; send it again.");
        } catch (ExecutionException e) {
            throw problem(e.getCause());
        }
    }

    private static ProblemException problem(Throwable cause) {
        if (cause instanceof CommandRefusedException refused) {
            return ProblemException.retryLater(
                    refused.code(), "The command was not taken: " + refused.getMessage() + ".");
        }
        if (cause instanceof TimeoutException) {
            return ProblemException.retryLater(
                    CommandRefusedException.UNAVAILABLE, "The outcome is not known yet; send it again.");
        }
        LOG.error("a command failed", cause);
        return new ProblemException(new Problem(500, "fault", "The command failed.", Map.of()));
    }

    @Override
    public void close() {
        underWay.close();
    }

    /**
     * What a command was answered.
     *
     * @param payload an {@link org.tallystick.commands.Outcome}, or a list of them for a batch
     * @param position the position of the last event that it stored, or of the last one that it could see
     */
    public record Sent(Object payload, long position) {}
}
