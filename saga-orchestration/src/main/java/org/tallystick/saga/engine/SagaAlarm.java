package org.tallystick.saga.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.deadline.DeadlineMessage;
import org.axonframework.deadline.GenericDeadlineMessage;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.ScopeAware;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.saga.SagaScopeDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.storage.thread.ProcessThreads;

/** Wakes the sagas whose deadline has come, each in a transaction of its own that also stores its next deadline. */
final class SagaAlarm<T extends RowSaga> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SagaAlarm.class);
    private static final int AT_ONCE = 500;
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final SagaKind<T> kind;
    private final SagaRows<T> store;
    private final ScopeAware manager;
    private final TransactionManager transactions;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private volatile boolean closing;

    SagaAlarm(SagaRows<T> store, ScopeAware manager, TransactionManager transactions, Clock clock) {
        this.kind = store.kind();
        this.store = store;
        this.manager = manager;
        this.transactions = transactions;
        this.clock = clock;
        this.timer = ProcessThreads.timer("saga-alarm-" + kind.noun());
    }

    void start(Duration interval) {
        timer.scheduleWithFixedDelay(this::wakeDue, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One that cannot be woken now stays due and keeps no other waiting; it is a fault of the round. */
    private void wakeDue() {
        IllegalStateException fault = null;
        List<String> due = store.due(clock.instant(), AT_ONCE);
        for (int i = 0; i < due.size() && !closing; i++) {
            ResultMessage<Object> result = wake(due.get(i));
            if (result.isExceptional() && fault == null) {
                fault = fault(due.get(i), result.exceptionResult());
            }
        }
        if (fault != null) {
            throw fault;
        }
    }

    private IllegalStateException fault(String id, Throwable cause) {
        if (cause instanceof VirtualMachineError error && !(cause instanceof StackOverflowError)) {
            throw error;
        }
        return new IllegalStateException("the saga of " + kind.noun() + " " + id + " could not be woken", cause);
    }

    private ResultMessage<Object> wake(String id) {
        DeadlineMessage<String> message =
                GenericDeadlineMessage.asDeadlineMessage(kind.deadline(), id, clock.instant());
        UnitOfWork<DeadlineMessage<String>> work = DefaultUnitOfWork.startAndGet(message);
        work.attachTransaction(transactions);
        return work.executeWithResult(() -> {
            manager.send(message, new SagaScopeDescriptor(kind.type().getSimpleName(), id));
            return null;
        });
    }

    /** Lets the thread end by itself: an interrupt would close the file of H2. */
    @Override
    public void close() {
        closing = true;
        timer.shutdown();
        try {
            if (!timer.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a saga is still being woken");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
