package org.tallystick.saga.engine;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.messaging.ScopeAware;
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
 * The sagas of a process over their database: the sagas themselves, how far they have read, and their deadlines. If that
 * database is new, the events are followed from the first on, and sagas that have ended are not kept.
 */
public final class SagaEngine implements AutoCloseable {
    private static final int WORKERS = 4;
    private static final int BATCH = 200;
    private static final Duration POLLING = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final DataSource joining;
    private final SpringTransactionManager transactions;
    private final Serializer serializer = SagaSerializer.create();
    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final List<ScopeAware> managers = new ArrayList<>();
    private final List<PooledStreamingEventProcessor> processors = new ArrayList<>();
    private final Scheduler scheduler;
    private final DbSchedulerDeadlineManager deadlines;
    private final ScheduledExecutorService workers =
            Executors.newScheduledThreadPool(WORKERS, SagaThreads.named("saga"));
    private final ScheduledExecutorService coordinator =
            Executors.newScheduledThreadPool(1, SagaThreads.named("saga-coordinator"));

    /** @param database that has the tables of {@code sagas/} */
    public SagaEngine(DataSource database, StreamableMessageSource<TrackedEventMessage<?>> events) {
        this.joining = new TransactionAwareDataSourceProxy(database);
        this.transactions = new SpringTransactionManager(new DataSourceTransactionManager(database));
        this.events = events;
        AtomicReference<DbSchedulerDeadlineManager> self = new AtomicReference<>();
        scheduler = Scheduler.create(joining, DbSchedulerDeadlineManager.binaryTask(self::get))
                .threads(WORKERS)
                .pollingInterval(POLLING)
                .shutdownMaxWait(LONGEST_END)
                .build();
        deadlines = DbSchedulerDeadlineManager.builder()
                .scheduler(scheduler)
                .scopeAwareProvider(scope -> managers.stream().filter(manager -> manager.canResolve(scope)))
                .serializer(serializer)
                .transactionManager(transactions)
                .startScheduler(false)
                .stopScheduler(false)
                .build();
        self.set(deadlines);
    }

    /**
     * Adds a kind of sagas, before the start.
     *
     * @param segments how many parts they are cut into, each followed on its own
     */
    public <T> SagaEngine with(SagaKind<T> kind, int segments) {
        ParameterResolverFactory parameters = MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(kind.type()),
                new SimpleResourceParameterResolverFactory(List.of(kind.steps(), deadlines)));
        RoutedSagaManager<T> manager = RoutedSagaManager.over(kind, repository(kind.type(), parameters), parameters);
        managers.add(manager);
        processors.add(processor(kind.processor(), manager, segments));
        return this;
    }

    private <T> AnnotatedSagaRepository<T> repository(Class<T> type, ParameterResolverFactory parameters) {
        return AnnotatedSagaRepository.<T>builder()
                .sagaType(type)
                .parameterResolverFactory(parameters)
                .sagaStore(JdbcSagaStore.builder()
                        .connectionProvider(joining::getConnection)
                        .serializer(serializer)
                        .build())
                .build();
    }

    private PooledStreamingEventProcessor processor(String name, RoutedSagaManager<?> manager, int segments) {
        return PooledStreamingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(manager)
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

    public void start() {
        processors.forEach(PooledStreamingEventProcessor::start);
        scheduler.start();
    }

    /** The deadlines last: what stops them may interrupt their thread, and an interrupt closes the file of H2. */
    @Override
    public void close() {
        processors.forEach(PooledStreamingEventProcessor::shutDown);
        coordinator.shutdown();
        workers.shutdown();
        scheduler.stop();
    }
}
