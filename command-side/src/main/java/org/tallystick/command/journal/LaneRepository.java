package org.tallystick.command.journal;

import java.util.HashMap;
import java.util.Map;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.LockAwareAggregate;

/** A caching repository for use on lanes only: it takes no locks, and saves many aggregates at once without a search. */
public final class LaneRepository<T> extends CachingEventSourcingRepository<T> {
    private final String managed;

    private LaneRepository(Builder<T> builder) {
        super(builder);
        this.managed = this + "_managed";
    }

    public static <T> LaneRepository<T> of(Class<T> type, EventStore eventStore, Cache cache) {
        Builder<T> builder = EventSourcingRepository.builder(type)
                .eventStore(eventStore)
                .lockFactory(NullLockFactory.INSTANCE)
                .cache(cache);
        return new LaneRepository<>(builder);
    }

    @Override
    protected Map<String, LockAwareAggregate<T, EventSourcedAggregate<T>>> managedAggregates(UnitOfWork<?> unitOfWork) {
        return unitOfWork.root().getOrComputeResource(managed, key -> new ByIdentifier<>());
    }

    /** Each aggregate asks at the commit whether it is still among the others: in a batch a search would ask them all. */
    private static final class ByIdentifier<A extends Aggregate<?>> extends HashMap<String, A> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean containsValue(Object value) {
            return value instanceof Aggregate<?> aggregate && get(aggregate.identifierAsString()) == value;
        }
    }
}
