package org.tallystick.command.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.LockAwareAggregate;

/** A caching repository for use on lanes only: it takes no locks, and keeps the aggregates of a unit of work all at once. */
public final class LaneRepository<T> extends CachingEventSourcingRepository<T> {
    private final String kept;
    private final Cache cache;
    private final Predicate<? super T> worthKeeping;

    private LaneRepository(Builder<T> builder, Cache cache, Predicate<? super T> worthKeeping) {
        super(builder);
        this.kept = this + "_kept";
        this.cache = cache;
        this.worthKeeping = worthKeeping;
    }

    /** @param worthKeeping whether an aggregate as it is now is likely to be asked for again */
    public static <T> LaneRepository<T> of(
            Class<T> type, EventStore eventStore, Cache cache, Predicate<? super T> worthKeeping) {
        Builder<T> builder = EventSourcingRepository.builder(type)
                .eventStore(eventStore)
                .lockFactory(NullLockFactory.INSTANCE)
                .cache(cache);
        return new LaneRepository<>(builder, cache, worthKeeping);
    }

    /** Their events are published already, so to save them is to keep them. Each by itself would look for itself among all. */
    @Override
    protected void prepareForCommit(LockAwareAggregate<T, EventSourcedAggregate<T>> aggregate) {
        UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
        if (unitOfWork.phase().isAfter(UnitOfWork.Phase.PREPARE_COMMIT)) {
            super.prepareForCommit(aggregate);
        } else if (unitOfWork.root().resources().putIfAbsent(kept, this) == null) {
            unitOfWork.onPrepareCommit(this::keepAll);
        }
    }

    private void keepAll(UnitOfWork<?> unitOfWork) {
        Map<String, LockAwareAggregate<T, EventSourcedAggregate<T>>> all = managedAggregates(unitOfWork);
        List<String> added = new ArrayList<>();
        all.forEach((id, aggregate) -> {
            EventSourcedAggregate<T> plain = aggregate.getWrappedAggregate();
            if (!worthKeeping.test(plain.getAggregateRoot())) {
                cache.remove(id);
            } else if (!cache.containsKey(id)) {
                cache.put(id, new AggregateCacheEntry<>(plain));
                added.add(id);
            }
        });
        unitOfWork.onRollback(rolledBack -> added.forEach(cache::remove));
    }
}
