package org.tallystick.saga.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.messaging.ScopeAware;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.tallystick.storage.thread.ProcessThreads;

/**
 * The sagas of one kind in a process over their database: the sagas themselves with their deadlines, and how far they have
 * read. If that database is new, the events are followed from the first on, and sagas that have ended are not kept.
 */
final class Sagas<T extends RowSaga> implements AutoCloseable {
    private static final int WORKERS = 4;
    private static final int BATCH = 200;
    private static final int LONGEST_CLAIM_SECONDS = 5;
    private static final Duration ALARM_INTERVAL = Duration.ofMillis(500);

    private static final Duration LONGEST_END = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Sagas.class);

    private final PooledStreamingEventProcessor processor;
    private final ProcessorFaults faults;
    private final SagaAlarm<T> alarm;
    private final JdbcTemplate tokens;
    private final Clock clock;
    private final String reader = UUID.randomUUID().toString();
    private final ScheduledExecutorService workers = ProcessThreads.vitalTimer("saga", WORKERS);
    private final ScheduledExecutorService coordinator = ProcessThreads.vitalTimer("saga-coordinator", 1);

    /**
     * @param database that has the tables of {@code sagas/}
     * @param events those that concern the kind; others are passed over
     * @param handlers hands events to the sagas
     * @param manager hands deadlines to the sagas
     * @param segments how many parts they are cut into, each followed on its own
     */
    Sagas(
            DataSource database,
            StreamableMessageSource<TrackedEventMessage<?>> events,
            SagaRows<T> store,
            EventHandlerInvoker handlers,
            ScopeAware manager,
            Configuration axon,
            Clock clock,
            int segments) {
        SagaKind<T> kind = store.kind();
        DataSource joining = new TransactionAwareDataSourceProxy(database);
        SpringTransactionManager transactions =
                new SpringTransactionManager(new DataSourceTransactionManager(database));
        this.clock = clock;
        tokens = new JdbcTemplate(database);
        tokens.setQueryTimeout(LONGEST_CLAIM_SECONDS);
        alarm = new SagaAlarm<>(store, manager, transactions, clock);
        faults = new ProcessorFaults(kind.processor());
        processor = PooledStreamingEventProcessor.builder()
                .name(kind.processor())
                .eventHandlerInvoker(new RoutedInvoker(kind, handlers))
                .errorHandler(faults)
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .messageMonitor(axon.eventProcessingConfiguration()
                        .messageMonitor(PooledStreamingEventProcessor.class, kind.processor()))
                .spanFactory(axon.getComponent(EventProcessorSpanFactory.class))
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

    StreamingEventProcessor processor() {
        return processor;
    }

    boolean isFailing() {
        return faults.isFailing();
    }

    /**
     * Whoever read the events before does not write the store any more, and may have been killed: its claims to them are
     * taken over at once. If it still handles some, that is rolled back, since it cannot store how far it has read.
     */
    void start() {
        tokens.update(
                "UPDATE TokenEntry SET owner = ?, timestamp = ? WHERE processorName = ?",
                reader,
                DateTimeUtils.formatInstant(clock.instant()),
                processor.getName());
        processor.start();
        alarm.start(ALARM_INTERVAL);
    }

    /** To be called now and then, so that what fails is known to be failing until it does not. */
    void look() {
        faults.look(processor, faults.isFailing() ? segments() : 0);
    }

    private int segments() {
        return tokens.queryForObject(
                "SELECT COUNT(*) FROM TokenEntry WHERE processorName = ?", Integer.class, processor.getName());
    }

    @Override
    public void close() {
        CompletableFuture<Void> ended = processor.shutdownAsync();
        alarm.close();
        if (!isDoneSoon(ended)) {
            LOG.warn("{} is still handling events; whoever goes on takes its claims over", processor.getName());
        }
        coordinator.shutdown();
        workers.shutdown();
    }

    private static boolean isDoneSoon(CompletableFuture<Void> ended) {
        try {
            ended.get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            LOG.warn("a processor of sagas has not ended well", e.getCause());
            return true;
        }
    }
}
