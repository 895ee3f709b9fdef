package org.tallystick.command.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.LockAwareAggregate;

/**
 * A caching repository that offers the state of an aggregate to the journal whenever enough events came since its last
 * snapshot. The state is taken from memory: nothing is read again for a snapshot.
 */
public final class SnapshottingRepository<T> extends CachingEventSourcingRepository<T> {
    private final Journal journal;
    private final Function<T, Object> snapshotOf;
    private final String managed;

    private SnapshottingRepository(Builder<T> builder, Journal journal, Function<T, Object> snapshotOf) {
        super(builder);
        this.journal = journal;
        this.snapshotOf = snapshotOf;
        this.managed = this + "_managed";
    }

    /**
     * A repository for use on lanes only: it takes no locks.
     *
     * @param snapshotInterval the number of events after which a snapshot is offered
     */
    public static <T> SnapshottingRepository<T> of(
            Class<T> type,
            EventStore eventStore,
            Cache cache,
            Journal journal,
            int snapshotInterval,
            Function<T, Object> snapshotOf) {
        Builder<T> builder = EventSourcingRepository.builder(type)
                .eventStore(eventStore)
                .lockFactory(NullLockFactory.INSTANCE)
                .snapshotTriggerDefinition(new Counting(snapshotInterval))
                .cache(cache);
        return new SnapshottingRepository<>(builder, journal, snapshotOf);
    }

    @Override
    protected Map<String, LockAwareAggregate<T, EventSourcedAggregate<T>>> managedAggregates(UnitOfWork<?> unitOfWork) {
        return unitOfWork.root().getOrComputeResource(managed, key -> new ByIdentifier<>());
    }

    @Override
    protected void doSaveWithLock(EventSourcedAggregate<T> aggregate) {
        super.doSaveWithLock(aggregate);
        if (aggregate.getSnapshotTrigger() instanceof Counter counter && counter.isDue()) {
            journal.offerSnapshot(
                    aggregate.identifierAsString(), aggregate.version(), aggregate.invoke(snapshotOf::apply));
            counter.events = 0;
        }
    }

    /** Each aggregate asks at the commit whether it is still among the others: in a batch a search would ask them all. */
    private static final class ByIdentifier<A extends Aggregate<?>> extends HashMap<String, A> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean containsValue(Object value) {
            return value instanceof Aggregate<?> aggregate && get(aggregate.identifierAsString()) == value;
        }
    }

    private record Counting(int interval) implements SnapshotTriggerDefinition {
        @Override
        public SnapshotTrigger prepareTrigger(Class<?> aggregateType) {
            return new Counter(interval);
        }
    }

    private static final class Counter implements SnapshotTrigger {
        private final int interval;
        private int events;

        Counter(int interval) {
            this.interval = interval;
        }

        boolean isDue() {
            return events >= interval;
        }

        @Override
        public void eventHandled(EventMessage<?> message) {
            events++;
        }

        @Override
        public void initializationFinished() {
            // The events that were read to load the aggregate count, too: a long tail asks for a snapshot.
        }
    }
}
