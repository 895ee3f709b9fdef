package org.tallystick.saga.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.deadline.DeadlineMessage;
import org.axonframework.deadline.GenericDeadlineMessage;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.saga.SagaScopeDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wakes the sagas whose deadline has come, each in a transaction of its own that also stores its next deadline. */
final class SagaAlarm<T extends RowSaga> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SagaAlarm.class);
    private static final int AT_ONCE = 500;
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final SagaKind<T> kind;
    private final SagaRows<T> store;
    private final RoutedSagaManager<T> manager;
    private final TransactionManager transactions;
    private final Clock clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(SagaThreads.named("saga-alarm"));
    private volatile boolean closing;

    SagaAlarm(
            SagaKind<T> kind,
            SagaRows<T> store,
            RoutedSagaManager<T> manager,
            TransactionManager transactions,
            Clock clock) {
        this.kind = kind;
        this.store = store;
        this.manager = manager;
        this.transactions = transactions;
        this.clock = clock;
    }

    void start(Duration interval) {
        timer.scheduleWithFixedDelay(this::wakeDue, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void wakeDue() {
        try {
            List<String> due = store.due(clock.instant(), AT_ONCE);
            for (int i = 0; i < due.size() && !closing; i++) {
                wake(due.get(i));
            }
        } catch (RuntimeException e) {
            LOG.error("due sagas of a {} could not be looked for; they will be", kind.noun(), e);
        }
    }

    /** A saga that cannot be woken now stays due. */
    private void wake(String id) {
        DeadlineMessage<String> message =
                GenericDeadlineMessage.asDeadlineMessage(kind.deadline(), id, clock.instant());
        UnitOfWork<DeadlineMessage<String>> work = DefaultUnitOfWork.startAndGet(message);
        work.attachTransaction(transactions);
        ResultMessage<Object> result = work.executeWithResult(() -> {
            manager.send(message, new SagaScopeDescriptor(kind.type().getSimpleName(), id));
            return null;
        });
        if (result.isExceptional()) {
            LOG.error("the saga of {} {} could not be woken; it will be", kind.noun(), id, result.exceptionResult());
        }
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
