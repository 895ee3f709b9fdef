package org.tallystick.readmodels.boot;

import java.util.Optional;
import java.util.function.Supplier;
import org.axonframework.config.EventProcessingModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.tallystick.readmodels.ProjectionEngine;

/**
 * Axon's own, which knows the dead letters of projections, too. They are not registered as queues: Axon would wrap the handlers
 * in what parks an event when its handler fails, and would not see that a batch cannot be written.
 */
final class ProjectionProcessingModule extends EventProcessingModule {
    private final Supplier<ProjectionEngine> engine;

    ProjectionProcessingModule(Supplier<ProjectionEngine> engine) {
        this.engine = engine;
    }

    @Override
    public Optional<SequencedDeadLetterQueue<EventMessage<?>>> deadLetterQueue(String group) {
        return engine.get().has(group)
                ? Optional.of(engine.get().deadLetterQueue(group))
                : super.deadLetterQueue(group);
    }

    @Override
    public Optional<SequencedDeadLetterProcessor<EventMessage<?>>> sequencedDeadLetterProcessor(String group) {
        return engine.get().has(group)
                ? Optional.of(engine.get().deadLetterProcessor(group))
                : super.sequencedDeadLetterProcessor(group);
    }
}
