package org.tallystick.command.lane;

import java.util.Set;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MetaData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.PostBatch;

/** A command on its way through a lane, and who waits for its result. */
record LaneTask<C, R>(
        CommandMessage<C> command,
        MessageHandler<? super CommandMessage<?>> handler,
        CommandCallback<? super C, ? super R> callback) {
    private static final Logger LOG = LoggerFactory.getLogger(LaneTask.class);

    /** Whether it may store so much that a few of them bring the read models far behind. */
    boolean isLarge() {
        return command.getPayload() instanceof PostBatch;
    }

    /** The same, to be decided once more: what the first time has minted may be stored by now. */
    LaneTask<C, R> again() {
        MetaData known = command.getMetaData().withoutKeys(Set.of(CommandMetadata.MINTED));
        return new LaneTask<>(command.withMetaData(known), handler, callback);
    }

    /** A callback that throws must not harm whoever completes it, which is the journal. */
    void complete(CommandResultMessage<? extends R> result) {
        try {
            callback.onResult(command, result);
        } catch (RuntimeException e) {
            LOG.error("the callback of command {} failed", command.getIdentifier(), e);
        }
    }

    void fail(Throwable cause) {
        complete(new GenericCommandResultMessage<R>(cause));
    }

    void refuse(String code, String message) {
        fail(new CommandRefusedException(code, message));
    }
}
