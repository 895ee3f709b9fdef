package org.tallystick.command.lane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.axonframework.common.Assert;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.LockAwareAggregate;

/**
 * A repository for use on lanes only. It takes no locks, and keeps aggregates from one command to the next; what a unit of
 * work has loaded or created is kept, or forgotten, all at once. Axon's own would register handlers with the unit of work for
 * each aggregate, and look for each again when it is committed. No aggregate here is ever deleted.
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

    /** @param worthKeeping whether an aggregate as it is now is likely to be asked for again */
    public static <T> LaneRepository<T> of(
            Class<T> type, EventStore eventStore, LaneCache<T> cache, Predicate<? super T> worthKeeping) {
        Builder<T> builder =
                EventSourcingRepository.builder(type).eventStore(eventStore).lockFactory(NullLockFactory.INSTANCE);
        return new LaneRepository<>(builder, cache, worthKeeping);
    }

    /**
     * Like {@link #load(String)}, but null for a stream without events.
     *
     * @param exists tells whether a stream has events; asked where the aggregate is not at hand
     */
    public Aggregate<T> find(String stream, Predicate<String> exists) {
        UnitAggregates<T> unit = unitAggregates(CurrentUnitOfWork.get());
        LockAwareAggregate<T, EventSourcedAggregate<T>> atHand = atHand(stream, unit);
        if (atHand != null) {
            return atHand;
        }
        return exists.test(stream) ? loadFresh(stream, null, unit) : null;
    }

    @Override
    public LockAwareAggregate<T, EventSourcedAggregate<T>> load(String stream, Long expectedVersion) {
        UnitAggregates<T> unit = unitAggregates(CurrentUnitOfWork.get());
        LockAwareAggregate<T, EventSourcedAggregate<T>> atHand = atHand(stream, unit);
        LockAwareAggregate<T, EventSourcedAggregate<T>> loaded =
                atHand == null ? loadFresh(stream, expectedVersion, unit) : atHand;
        validateOnLoad(loaded, expectedVersion);
        return loaded;
    }

    /** In the unit of work or kept by an earlier one; null when it is neither. */
    private LockAwareAggregate<T, EventSourcedAggregate<T>> atHand(String stream, UnitAggregates<T> unit) {
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
            String stream, Long expectedVersion, UnitAggregates<T> unit) {
        LockAwareAggregate<T, EventSourcedAggregate<T>> loaded = doLoad(stream, expectedVersion);
        unit.all.put(stream, loaded);
        unit.fresh.add(loaded);
        return loaded;
    }

    @Override
    public LockAwareAggregate<T, EventSourcedAggregate<T>> newInstance(
            Callable<T> factory, Consumer<Aggregate<T>> initialization) throws Exception {
        UnitAggregates<T> unit = unitAggregates(CurrentUnitOfWork.get());
        EventSourcedAggregate<T> created = doCreateNewForLock(factory);
        String stream = created.identifierAsString();
        LockAwareAggregate<T, EventSourcedAggregate<T>> aggregate =
                new LockAwareAggregate<>(created, NullLockFactory.INSTANCE.obtainLock(stream));
        initialization.accept(aggregate);
        Assert.isTrue(
                unit.all.putIfAbsent(stream, aggregate) == null, () -> "the unit of work has " + stream + " already");
        unit.fresh.add(aggregate);
        return aggregate;
    }

    /** @throws UnsupportedOperationException always: whoever creates an aggregate has decided that it does not exist */
    @Override
    public Aggregate<T> loadOrCreate(String stream, Callable<T> factory) {
        throw new UnsupportedOperationException("an aggregate is either loaded or created");
    }

    private UnitAggregates<T> unitAggregates(UnitOfWork<?> any) {
        UnitOfWork<?> unit = any.root();
        return unit.getOrComputeResource(ofUnit, key -> {
            UnitAggregates<T> aggregates = new UnitAggregates<>();
            unit.onPrepareCommit(committed -> keep(aggregates));
            unit.onRollback(rolledBack -> aggregates.all.keySet().forEach(cache::remove));
            return aggregates;
        });
    }

    private void keep(UnitAggregates<T> aggregates) {
        for (LockAwareAggregate<T, EventSourcedAggregate<T>> aggregate : aggregates.kept) {
            EventSourcedAggregate<T> plain = aggregate.getWrappedAggregate();
            if (!worthKeeping.test(plain.getAggregateRoot())) {
                cache.remove(plain.identifierAsString());
            }
        }
        for (LockAwareAggregate<T, EventSourcedAggregate<T>> aggregate : aggregates.fresh) {
            EventSourcedAggregate<T> plain = aggregate.getWrappedAggregate();
            if (worthKeeping.test(plain.getAggregateRoot())) {
                cache.put(plain.identifierAsString(), aggregate);
            }
        }
    }

    /** What one unit of work works on: what was kept when it came to it, and what was not. */
    private static final class UnitAggregates<T> {
        private final Map<String, LockAwareAggregate<T, EventSourcedAggregate<T>>> all = new HashMap<>();
        private final List<LockAwareAggregate<T, EventSourcedAggregate<T>>> kept = new ArrayList<>();
        private final List<LockAwareAggregate<T, EventSourcedAggregate<T>>> fresh = new ArrayList<>();
    }
}
