package org.tallystick.eventstore.lane;

import java.util.Set;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MetaData;
import org.tallystick.storage.thread.FaultHandler;

/** A command on its way through a lane, and who waits for its result. */
record LaneTask<C, R>(
        CommandMessage<C> command,
        MessageHandler<? super CommandMessage<?>> handler,
        CommandCallback<? super C, ? super R> callback) {
    /** The same, to be decided once more, without what held for the first time only. */
    LaneTask<C, R> again(Set<String> untilDecided) {
        MetaData known = command.getMetaData().withoutKeys(untilDecided);
        return new LaneTask<>(command.withMetaData(known), handler, callback);
    }

    /** A callback that throws must not harm whoever completes it, which is the journal. */
    void complete(CommandResultMessage<? extends R> result) {
        try {
            callback.onResult(command, result);
        } catch (RuntimeException | Error e) {
            FaultHandler.ofProcess().harmless("callback", e);
        }
    }

    void fail(Throwable cause) {
        complete(new GenericCommandResultMessage<R>(cause));
    }

    void refuse(String code, String message) {
        fail(new CommandRefusedException(code, message));
    }
}
