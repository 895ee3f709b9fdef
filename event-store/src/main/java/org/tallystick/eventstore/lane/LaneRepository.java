package org.tallystick.eventstore.lane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.axonframework.common.Assert;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.LockAwareAggregate;
import org.jspecify.annotations.Nullable;
import org.tallystick.eventstore.Discarding;
import org.tallystick.eventstore.SelectivelyCached;

/**
 * A repository for use on lanes only. It takes no locks, and keeps aggregates from one command to the next; what a unit of
 * work has loaded or created is kept, or forgotten, all at once. Axon's own would register handlers with the unit of work for
 * each aggregate, and look for each again when it is committed.
 */
public final class LaneRepository<T> extends EventSourcingRepository<T> {
    private final String ofUnit = this + "_aggregates";
    private final LaneCache<T> cache;
    private final Predicate<? super T> worthKeeping;

    private LaneRepository(Builder<T> builder, LaneCache<T> cache, Predicate<? super T> worthKeeping) {
        super(builder);
        this.cache = cache;
        this.worthKeeping = worthKeeping;
    }

    public static <T> LaneRepository<T> of(Class<T> type, EventStore eventStore, LaneCache<T> cache) {
        return of(type, eventStore, cache, worthKeeping(type));
    }

    /** @param worthKeeping whether an aggregate as it is now is likely to be asked for again */
    public static <T> LaneRepository<T> of(
            Class<T> type, EventStore eventStore, LaneCache<T> cache, Predicate<? super T> worthKeeping) {
        return new LaneRepository<>(builder(type, eventStore), cache, worthKeeping);
    }

    /** One whose aggregates have handlers with parameters of the application. */
    public static <T> LaneRepository<T> of(
            Class<T> type,
            EventStore eventStore,
            LaneCache<T> cache,
            ParameterResolverFactory parameters,
            HandlerDefinition handlers) {
        Builder<T> builder =
                builder(type, eventStore).parameterResolverFactory(parameters).handlerDefinition(handlers);
        return new LaneRepository<>(builder, cache, worthKeeping(type));
    }

    private static <T> Predicate<T> worthKeeping(Class<T> type) {
        return SelectivelyCached.class.isAssignableFrom(type)
                ? aggregate -> ((SelectivelyCached) aggregate).isWorthCaching()
                : aggregate -> true;
    }

    private static <T> Builder<T> builder(Class<T> type, EventStore eventStore) {
        return EventSourcingRepository.builder(type).eventStore(eventStore).lockFactory(NullLockFactory.INSTANCE);
    }

    /**
     * Like {@link #load(String)}, but null for a stream without events.
     *
     * @param exists tells whether a stream has events; asked where the aggregate is not at hand
     */
    public @Nullable Aggregate<T> find(String stream, Predicate<String> exists) {
        UnitAggregates<T> unit = unitAggregates(CurrentUnitOfWork.get());
        LockAwareAggregate<T, EventSourcedAggregate<T>> atHand = atHand(stream, unit);
        if (atHand != null) {
            return atHand;
        }
        return exists.test(stream) ? loadFresh(stream, null, unit) : null;
    }

    @Override
    public LockAwareAggregate<T, EventSourcedAggregate<T>> load(String stream, @Nullable Long expectedVersion) {
        UnitAggregates<T> unit = unitAggregates(CurrentUnitOfWork.get());
        LockAwareAggregate<T, EventSourcedAggregate<T>> atHand = atHand(stream, unit);
        LockAwareAggregate<T, EventSourcedAggregate<T>> loaded =
                atHand == null ? loadFresh(stream, expectedVersion, unit) : atHand;
        validateOnLoad(loaded, expectedVersion);
        return loaded;
    }

    /** In the unit of work or kept by an earlier one; null when it is neither. */
    private @Nullable LockAwareAggregate<T, EventSourcedAggregate<T>> atHand(String stream, UnitAggregates<T> unit) {
        LockAwareAggregate<T, EventSourcedAggregate<T>> here = unit.all.get(stream);
        if (here == null) {
            here = cache.get(stream);
            if (here != null) {
                unit.all.put(stream, here);
                unit.kept.add(here);
            }
        }
        return here;
    }

    private LockAwareAggregate<T, EventSourcedAggregate<T>> loadFresh(
            String stream, @Nullable Long expectedVersion, UnitAggregates<T> unit) {
        LockAwareAggregate<T, EventSourcedAggregate<T>> loaded = doLoad(stream, expectedVersion);
        unit.all.put(stream, loaded);
        unit.fresh.add(loaded);
        return loaded;
    }

    @Override
    public LockAwareAggregate<T, EventSourcedAggregate<T>> newInstance(
            Callable<T> factory, Consumer<Aggregate<T>> initialization) throws Exception {
        UnitAggregates<T> unit = unitAggregates(CurrentUnitOfWork.get());
        LockAwareAggregate<T, EventSourcedAggregate<T>> aggregate = create(factory, unit);
        initialization.accept(aggregate);
        String stream = aggregate.identifierAsString();
        Assert.isTrue(
                stream == null || unit.all.putIfAbsent(stream, aggregate) == null,
                () -> "the unit of work has " + stream + " already");
        return aggregate;
    }

    @Override
    public Aggregate<T> loadOrCreate(String stream, Callable<T> factory) {
        UnitAggregates<T> unit = unitAggregates(CurrentUnitOfWork.get());
        LockAwareAggregate<T, EventSourcedAggregate<T>> atHand = atHand(stream, unit);
        if (atHand != null) {
            return atHand;
        }
        try {
            return loadFresh(stream, null, unit);
        } catch (AggregateDeletedException e) {
            throw e;
        } catch (AggregateNotFoundException e) {
            return createMissing(stream, factory, unit);
        }
    }

    private Aggregate<T> createMissing(String stream, Callable<T> factory, UnitAggregates<T> unit) {
        try {
            LockAwareAggregate<T, EventSourcedAggregate<T>> created = create(factory, unit);
            unit.all.put(stream, created);
            return created;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(stream + " could not be created", e);
        }
    }

    private LockAwareAggregate<T, EventSourcedAggregate<T>> create(Callable<T> factory, UnitAggregates<T> unit)
            throws Exception {
        LockAwareAggregate<T, EventSourcedAggregate<T>> created =
                new LockAwareAggregate<>(doCreateNewForLock(factory), NullLockFactory.INSTANCE.obtainLock(""));
        unit.fresh.add(created);
        return created;
    }

    private UnitAggregates<T> unitAggregates(UnitOfWork<?> any) {
        UnitOfWork<?> unit = any.root();
        return unit.getOrComputeResource(ofUnit, key -> {
            UnitAggregates<T> aggregates = new UnitAggregates<>();
            unit.onPrepareCommit(committed -> keepOrForget(aggregates, committed));
            unit.onRollback(rolledBack -> forget(aggregates));
            return aggregates;
        });
    }

    private void keepOrForget(UnitAggregates<T> aggregates, UnitOfWork<?> unit) {
        if (Discarding.isDiscarded(unit)) {
            forget(aggregates);
        } else {
            keep(aggregates);
        }
    }

    private void forget(UnitAggregates<T> aggregates) {
        aggregates.all.keySet().forEach(cache::remove);
    }

    private void keep(UnitAggregates<T> aggregates) {
        for (LockAwareAggregate<T, EventSourcedAggregate<T>> aggregate : aggregates.kept) {
            EventSourcedAggregate<T> plain = aggregate.getWrappedAggregate();
            if (!isWorthKeeping(plain)) {
                cache.remove(plain.identifierAsString());
            }
        }
        for (LockAwareAggregate<T, EventSourcedAggregate<T>> aggregate : aggregates.fresh) {
            EventSourcedAggregate<T> plain = aggregate.getWrappedAggregate();
            if (isWorthKeeping(plain)) {
                cache.put(plain.identifierAsString(), aggregate);
            }
        }
    }

    /** One that was created without an event has no version, and does not exist. */
    private boolean isWorthKeeping(EventSourcedAggregate<T> aggregate) {
        return aggregate.version() != null && !aggregate.isDeleted() && worthKeeping.test(aggregate.getAggregateRoot());
    }

    /** What one unit of work works on: what was kept when it came to it, and what was not. */
    private static final class UnitAggregates<T> {
        private final Map<String, LockAwareAggregate<T, EventSourcedAggregate<T>>> all = new HashMap<>();
        private final List<LockAwareAggregate<T, EventSourcedAggregate<T>>> kept = new ArrayList<>();
        private final List<LockAwareAggregate<T, EventSourcedAggregate<T>>> fresh = new ArrayList<>();
    }
}
