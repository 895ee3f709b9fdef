package org.tallystick.saga.payment;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.modelling.saga.repository.AnnotatedSagaRepository;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The payment sagas of a process over their database: the sagas themselves, how far they have read, and their deadlines.
 * If that database is new, the events are followed from the first on, and sagas that have ended are not kept.
 */
public final class PaymentSagas implements AutoCloseable {
    private static final String PROCESSOR = "payment-sagas";
    private static final int WORKERS = 4;
    private static final int BATCH = 200;
    private static final Duration POLLING = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final PooledStreamingEventProcessor processor;
    private final Scheduler scheduler;
    private final ScheduledExecutorService workers;
    private final ScheduledExecutorService coordinator;

    /**
     * @param database that has the tables of {@code sagas/}
     * @param segments how many parts the payments are cut into, each followed on its own
     */
    public PaymentSagas(
            DataSource database,
            StreamableMessageSource<TrackedEventMessage<?>> events,
            PaymentSteps steps,
            int segments) {
        DataSource joining = new TransactionAwareDataSourceProxy(database);
        SpringTransactionManager transactions =
                new SpringTransactionManager(new DataSourceTransactionManager(database));
        Serializer serializer = SagaSerializer.create();
        AtomicReference<DbSchedulerDeadlineManager> deadlines = new AtomicReference<>();
        AtomicReference<PaymentSagaManager> manager = new AtomicReference<>();
        scheduler = Scheduler.create(joining, DbSchedulerDeadlineManager.binaryTask(deadlines::get))
                .threads(WORKERS)
                .pollingInterval(POLLING)
                .shutdownMaxWait(LONGEST_END)
                .build();
        deadlines.set(DbSchedulerDeadlineManager.builder()
                .scheduler(scheduler)
                .scopeAwareProvider(scope -> Stream.of(manager.get()))
                .serializer(serializer)
                .transactionManager(transactions)
                .startScheduler(false)
                .stopScheduler(false)
                .build());
        ParameterResolverFactory parameters = MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(PaymentSaga.class),
                new SimpleResourceParameterResolverFactory(List.of(steps, deadlines.get())));
        manager.set(PaymentSagaManager.over(repository(joining, serializer, parameters), parameters));
        workers = Executors.newScheduledThreadPool(WORKERS, SagaThreads.named("saga"));
        coordinator = Executors.newScheduledThreadPool(1, SagaThreads.named("saga-coordinator"));
        processor = PooledStreamingEventProcessor.builder()
                .name(PROCESSOR)
                .eventHandlerInvoker(manager.get())
                .errorHandler(PropagatingErrorHandler.instance())
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .messageSource(events)
                .tokenStore(JdbcTokenStore.builder()
                        .connectionProvider(joining::getConnection)
                        .serializer(serializer)
                        .build())
                .transactionManager(transactions)
                .initialSegmentCount(segments)
                .initialToken(StreamableMessageSource::createTailToken)
                .batchSize(BATCH)
                .enableCoordinatorClaimExtension()
                .coordinatorExecutor(coordinator)
                .workerExecutor(workers)
                .build();
    }

    private static AnnotatedSagaRepository<PaymentSaga> repository(
            DataSource joining, Serializer serializer, ParameterResolverFactory parameters) {
        return AnnotatedSagaRepository.<PaymentSaga>builder()
                .sagaType(PaymentSaga.class)
                .parameterResolverFactory(parameters)
                .sagaStore(JdbcSagaStore.builder()
                        .connectionProvider(joining::getConnection)
                        .serializer(serializer)
                        .build())
                .build();
    }

    public void start() {
        processor.start();
        scheduler.start();
    }

    /** The deadlines last: what stops them may interrupt their thread, and an interrupt closes the file of H2. */
    @Override
    public void close() {
        processor.shutDown();
        coordinator.shutdown();
        workers.shutdown();
        scheduler.stop();
    }
}
