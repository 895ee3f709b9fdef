package org.tallystick.saga.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.axonframework.common.DateTimeUtils;
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
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The sagas of one kind in a process over their database: the sagas themselves with their deadlines, and how far they have
 * read. If that database is new, the events are followed from the first on, and sagas that have ended are not kept.
 */
public final class Sagas<T extends RowSaga> implements AutoCloseable {
    private static final int WORKERS = 4;
    private static final int BATCH = 200;
    private static final int LONGEST_CLAIM_SECONDS = 5;
    private static final Duration ALARM_INTERVAL = Duration.ofMillis(500);

    private final PooledStreamingEventProcessor processor;
    private final SagaAlarm<T> alarm;
    private final JdbcTemplate tokens;
    private final Clock clock;
    private final String reader = UUID.randomUUID().toString();
    private final ScheduledExecutorService workers =
            Executors.newScheduledThreadPool(WORKERS, SagaThreads.named("saga"));
    private final ScheduledExecutorService coordinator =
            Executors.newSingleThreadScheduledExecutor(SagaThreads.named("saga-coordinator"));

    /**
     * @param database that has the tables of {@code sagas/}
     * @param events those that concern the kind; others are passed over
     * @param segments how many parts they are cut into, each followed on its own
     */
    public Sagas(
            DataSource database,
            StreamableMessageSource<TrackedEventMessage<?>> events,
            SagaKind<T> kind,
            Clock clock,
            int segments) {
        DataSource joining = new TransactionAwareDataSourceProxy(database);
        SpringTransactionManager transactions =
                new SpringTransactionManager(new DataSourceTransactionManager(database));
        this.clock = clock;
        tokens = new JdbcTemplate(database);
        tokens.setQueryTimeout(LONGEST_CLAIM_SECONDS);
        SagaRows<T> store = new SagaRows<>(database, kind);
        ParameterResolverFactory parameters = MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(kind.type()),
                new SimpleResourceParameterResolverFactory(List.of(kind.steps(), new RowDeadlines())));
        RoutedSagaManager<T> manager = RoutedSagaManager.over(
                kind,
                AnnotatedSagaRepository.<T>builder()
                        .sagaType(kind.type())
                        .parameterResolverFactory(parameters)
                        .sagaStore(store)
                        .build(),
                parameters);
        alarm = new SagaAlarm<>(kind, store, manager, transactions, clock);
        processor = PooledStreamingEventProcessor.builder()
                .name(kind.processor())
                .eventHandlerInvoker(manager)
                .errorHandler(PropagatingErrorHandler.instance())
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .messageSource(events)
                .tokenStore(JdbcTokenStore.builder()
                        .connectionProvider(joining::getConnection)
                        .serializer(Jackson3Serializer.builder().build())
                        .nodeId(reader)
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

    /**
     * Whoever read the events before does not write the store any more, and may have been killed: its claims to them are
     * taken over at once. If it still handles some, that is rolled back, since it cannot store how far it has read.
     */
    public void start() {
        tokens.update(
                "UPDATE TokenEntry SET owner = ?, timestamp = ? WHERE processorName = ?",
                reader,
                DateTimeUtils.formatInstant(clock.instant()),
                processor.getName());
        processor.start();
        alarm.start(ALARM_INTERVAL);
    }

    @Override
    public void close() {
        processor.shutDown();
        alarm.close();
        coordinator.shutdown();
        workers.shutdown();
    }
}
