package org.tallystick.saga.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.tallystick.saga.TestFaults;

/** Sagas in Axon's configuration: where they run, and what becomes of what their threads throw. */
@Timeout(60)
class SagaProcessingTest {
    private final DriverManagerDataSource database =
            new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    private final EmbeddedEventStore events = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final TestFaults inAlarm = new TestFaults();
    private final TestFaults inStream = new TestFaults();
    private final TestFaults inHandler = new TestFaults();
    private volatile boolean writing = true;
    private Configuration axon;

    record Counted(String payment) {}

    record Faults(TestFaults handler, TestFaults alarm) {}

    /** A saga that counts what happened to it, and wants to be woken at once. */
    @ProcessingGroup("payment-sagas")
    public static class Counting implements RowSaga {
        private String id;
        private int count;
        private boolean woken;

        @StartSaga
        @SagaEventHandler(associationProperty = "payment")
        void on(Counted event, Faults faults) {
            id = event.payment();
            faults.handler().happen();
            count++;
        }

        @DeadlineHandler(deadlineName = "count")
        void wake(String payment, Faults faults) {
            faults.alarm().happen();
            woken = true;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Instant wakesAt() {
            return woken ? null : Instant.EPOCH;
        }
    }

    @BeforeEach
    void open() {
        new ResourceDatabasePopulator(new ClassPathResource("sagas/h2/V1__sagas.sql")).execute(database);
    }

    @AfterEach
    void close() {
        if (axon != null) {
            axon.shutdown();
        }
        inHandler.close();
        inStream.close();
        inAlarm.close();
    }

    private void start() {
        SagaKind<Counting> kind = new SagaKind<>(
                "payment",
                Counting.class,
                payload -> payload instanceof Counted counted ? counted.payment() : null,
                "count");
        SagaRows<Counting> rows = new SagaRows<>(database, kind);
        Configurer configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(axon -> Jackson3Serializer.builder().build())
                .configureEventBus(axon -> events)
                .registerComponent(Faults.class, axon -> new Faults(inHandler, inAlarm));
        configurer.eventProcessing().registerSaga(Counting.class, saga -> saga.configureSagaStore(axon -> rows));
        new SagaProcessing<>(rows, database, new Failing(), Clock.systemUTC(), () -> writing, 2)
                .configureModule(configurer);
        axon = configurer.start();
    }

    private StreamingEventProcessor processor() {
        return axon.eventProcessingConfiguration()
                .eventProcessor("payment-sagas", StreamingEventProcessor.class)
                .orElseThrow();
    }

    /** The store of events, which cannot be opened while there is a fault. */
    private final class Failing implements StreamableMessageSource<TrackedEventMessage<?>> {
        @Override
        public BlockingStream<TrackedEventMessage<?>> openStream(TrackingToken token) {
            inStream.happen();
            return events.openStream(token);
        }

        @Override
        public TrackingToken createTailToken() {
            return events.createTailToken();
        }

        @Override
        public TrackingToken createHeadToken() {
            return events.createHeadToken();
        }

        @Override
        public TrackingToken createTokenAt(Instant dateTime) {
            return events.createTokenAt(dateTime);
        }
    }

    private void publish(String id) {
        events.publish(GenericEventMessage.asEventMessage(new Counted(id)));
    }

    private String state(String id) {
        return new JdbcTemplate(database)
                        .query(
                                "SELECT state FROM payment_saga WHERE payment = ?",
                                (row, n) -> new String(row.getBytes(1)),
                                id)
                        .stream()
                        .findFirst()
                        .orElse("");
    }

    private void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.interrupted()).as("the time for it is over").isFalse();
        }
    }

    @Test
    void areListedAndRunOnlyWhereTheStoreIsWritten() {
        writing = false;
        start();
        publish("a");
        assertThat(axon.eventProcessingConfiguration().eventProcessors()).containsOnlyKeys("payment-sagas");
        assertThat(processor().isRunning()).isFalse();
        assertThat(processor().processingStatus()).isEmpty();
        writing = true;
        until(() -> state("a").contains("\"count\":1"));
        until(() -> processor().processingStatus().size() == 2);
        until(() -> processor().processingStatus().values().stream().allMatch(EventTrackerStatus::isCaughtUp));
        assertThat(processor().isRunning()).isTrue();
        writing = false;
        until(() -> !processor().isRunning());
        publish("b");
        assertThat(state("b")).isEmpty();
        writing = true;
        until(() -> state("b").contains("\"count\":1"));
        assertThat(state("a")).contains("\"count\":1");
    }

    @Test
    void endAndStartAgainWithTheirProcessorAndCannotBeReset() {
        start();
        until(() -> processor().isRunning());
        processor().shutDown();
        assertThat(processor().isRunning()).isFalse();
        publish("a");
        processor().start();
        until(() -> state("a").contains("\"count\":1"));
        assertThat(processor().supportsReset()).isFalse();
        assertThatThrownBy(() -> processor().resetTokens()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatAHandlerThrowsIsKnownUntilItsSegmentHasPassedIt() {
        inHandler.next(new IllegalStateException("test"));
        start();
        publish("a");
        until(() -> inHandler.isFailing("payment-sagas"));
        assertThat(processor().isError()).isTrue();
        inHandler.next(null);
        until(() -> !inHandler.isFailing("payment-sagas"));
        assertThat(state("a")).contains("\"count\":1");
        assertThat(processor().isError()).isFalse();
    }

    @Test
    void anErrorInAHandlerEndsTheProcess() throws InterruptedException {
        inHandler.next(new StackOverflowError());
        start();
        publish("a");
        inHandler.awaitEnd("saga");
    }

    @Test
    void eventsThatCannotBeFollowedAreKnownUntilTheyCan() {
        inStream.next(new IllegalStateException("test"));
        start();
        publish("a");
        until(() -> inHandler.isFailing("payment-sagas"));
        inStream.next(null);
        until(() -> !inHandler.isFailing("payment-sagas"));
        until(() -> state("a").contains("\"count\":1"));
    }

    @Test
    void anErrorInTheCoordinatorEndsTheProcess() throws InterruptedException {
        inStream.next(new StackOverflowError());
        start();
        inHandler.awaitEnd("saga-coordinator");
    }

    @ParameterizedTest
    @MethodSource("org.tallystick.saga.TestFaults#ofEachKind")
    void aSagaThatCannotBeWokenIsKnownUntilItIs(Throwable fault) {
        inAlarm.next(fault);
        start();
        publish("a");
        until(() -> inHandler.isFailing("saga-alarm-payment"));
        inAlarm.next(null);
        until(() -> !inHandler.isFailing("saga-alarm-payment"));
        assertThat(state("a")).contains("\"woken\":true");
    }
}
