package org.tallystick.eventstore.lane;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.DefaultCommandBusSpanFactory;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.distributed.AnnotationRoutingStrategy;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.tracing.NoOpSpanFactory;
import org.tallystick.eventstore.CommandContext;
import org.tallystick.eventstore.RecordedMetadata;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.storage.thread.ThreadWatch;

/**
 * A command bus whose commands run on lanes, each in a root unit of work of its own, wherever they were sent from. A
 * result is handed to its callback when it is durable, on the thread of the journal: callbacks must not block.
 *
 * <p>The result message carries the metadata {@link RecordedMetadata#POSITION} and {@link RecordedMetadata#RECORDED_AT}.
 */
public final class LaneCommandBus extends SimpleCommandBus implements AutoCloseable {

    private final Store store;
    private final RoutingStrategy routing = AnnotationRoutingStrategy.defaultStrategy();
    private final List<Lane> lanes = new ArrayList<>();

    /** @param caches what the repositories of the handlers keep */
    public LaneCommandBus(Store store, LaneSettings settings, LaneCaches caches, Clock clock) {
        this(
                store,
                settings,
                caches,
                clock,
                DefaultCommandBusSpanFactory.builder()
                        .spanFactory(NoOpSpanFactory.INSTANCE)
                        .build());
    }

    /** @param spans trace what is sent and decided */
    public LaneCommandBus(
            Store store, LaneSettings settings, LaneCaches caches, Clock clock, CommandBusSpanFactory spans) {
        super(SimpleCommandBus.builder().spanFactory(spans));
        this.store = store;
        MicrosecondClock recordingTime = new MicrosecondClock(clock);
        for (int i = 0; i < settings.lanes(); i++) {
            lanes.add(new Lane("lane-" + i, this, store, caches, recordingTime, settings));
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
            task.fail(CommandRefusedException.notWriting(store.journal()));
        } else {
            laneOf(command).offer(task);
        }
    }

    private Lane laneOf(CommandMessage<?> command) {
        if (lanes.size() == 1) {
            return lanes.get(0);
        }
        return lanes.get(Math.floorMod(routing.getRoutingKey(command).hashCode(), lanes.size()));
    }

    public List<LaneFigures> figures() {
        return lanes.stream().map(Lane::figures).toList();
    }

    /** The threads without which no command is decided. */
    public List<ThreadWatch.Vital> vitals() {
        return figures().stream().map(LaneFigures::vital).toList();
    }

    /** Decides on this thread, in a root unit of work; interceptors have been passed when the context is attached to it. */
    <C, R> CommandResultMessage<? extends R> decide(
            CommandMessage<C> command, MessageHandler<? super CommandMessage<?>> handler, CommandContext context) {
        List<CommandResultMessage<? extends R>> captured = new ArrayList<>(1);
        CommandCallback<C, R> capture = (message, result) -> captured.add(result);
        super.handle(
                command,
                message -> {
                    context.attachTo(CurrentUnitOfWork.get());
                    return handler.handle(message);
                },
                capture);
        return captured.get(0);
    }

    /** Refuses what still waits and ends the lanes; what was decided is completed by the journal. */
    @Override
    public void close() {
        lanes.forEach(Lane::close);
        lanes.forEach(Lane::join);
    }
}
