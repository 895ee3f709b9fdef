package org.tallystick.command.lane;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.MessageHandler;
import org.tallystick.command.journal.Store;
import org.tallystick.commands.RoutedCommand;

/**
 * A command bus whose commands run on lanes, each in a root unit of work of its own, wherever they were sent from. A
 * result is handed to its callback when it is durable, on the thread of the journal: callbacks must not block.
 *
 * <p>The result message carries the metadata {@value #POSITION} (a {@link Long}) and {@code recordedAt}.
 */
public final class LaneCommandBus extends SimpleCommandBus implements AutoCloseable {
    public static final String POSITION = "position";

    private final Store store;
    private final List<Lane> lanes = new ArrayList<>();

    /** @param caches what the repositories of the handlers keep; each lane clears its own part when it goes stale */
    public LaneCommandBus(Store store, LaneSettings settings, List<LaneCache<?>> caches, Clock clock) {
        super(SimpleCommandBus.builder());
        this.store = store;
        MicrosecondClock recordingTime = new MicrosecondClock(clock);
        for (int i = 0; i < settings.lanes(); i++) {
            lanes.add(new Lane(
                    "lane-" + i, settings.queueCapacity(), this, store, caches, recordingTime, settings.brake()));
        }
        lanes.forEach(Lane::start);
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        LaneTask<C, R> task = new LaneTask<>(command, handler, callback);
        if (!store.journal().isWriter()) {
            task.refuse(CommandRefusedException.NOT_WRITER, "this process does not write to the store");
        } else if (!laneOf(command).offer(task)) {
            task.refuse(CommandRefusedException.OVERLOADED, "too many commands are waiting");
        }
    }

    private Lane laneOf(CommandMessage<?> command) {
        if (lanes.size() == 1 || !(command.getPayload() instanceof RoutedCommand routed)) {
            return lanes.get(0);
        }
        return lanes.get(Math.floorMod(routed.route().hashCode(), lanes.size()));
    }

    /** Decides on this thread, in a root unit of work. */
    <C, R> CommandResultMessage<? extends R> decide(
            CommandMessage<C> command, MessageHandler<? super CommandMessage<?>> handler) {
        List<CommandResultMessage<? extends R>> captured = new ArrayList<>(1);
        CommandCallback<C, R> capture = (message, result) -> captured.add(result);
        super.handle(command, handler, capture);
        return captured.get(0);
    }

    /** Refuses what still waits and ends the lanes; what was decided is completed by the journal. */
    @Override
    public void close() {
        lanes.forEach(Lane::close);
        lanes.forEach(Lane::join);
    }
}
