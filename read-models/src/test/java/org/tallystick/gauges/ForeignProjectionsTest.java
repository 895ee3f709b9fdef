package org.tallystick.gauges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.tallystick.eventstore.EventLog;
import org.tallystick.gauges.Gauge.InstallGauge;
import org.tallystick.gauges.Gauge.Measure;
import org.tallystick.readmodels.ProjectionReads;

/** An application with Axon's starter and this jar on its class path, which knows nothing of a ledger. */
@Timeout(60)
class ForeignProjectionsTest {
    @TempDir
    Path folder;

    private ConfigurableApplicationContext waterways;
    private LevelProjection levels;
    private EventProcessingConfiguration processing;

    /** Where it has its events. */
    List<String> database() {
        return List.of("--spring.datasource.url=jdbc:h2:file:" + folder.resolve("waterways") + ";WRITE_DELAY=0");
    }

    @BeforeEach
    void start() {
        List<String> arguments = new ArrayList<>(database());
        arguments.addAll(List.of(
                "--axon.serializer.general=jackson3",
                "--axon.update-check.disabled=true",
                "--axon.timeout.enabled=false",
                "--spring.main.banner-mode=off"));
        waterways = SpringApplication.run(Waterways.class, arguments.toArray(String[]::new));
        levels = waterways.getBean(LevelProjection.class);
        processing = waterways.getBean(EventProcessingConfiguration.class);
    }

    @AfterEach
    void stop() {
        levels.gateOfReplays.countDown();
        waterways.close();
    }

    private void send(Object... commands) {
        for (Object command : commands) {
            waterways.getBean(CommandGateway.class).sendAndWait(command);
        }
    }

    /** What a projection says, once it has seen all that is stored. */
    private <T> List<T> rows(String projection, String table, String columns, Class<T> type) {
        OptionalLong head = OptionalLong.of(waterways.getBean(EventLog.class).head());
        return waterways
                .getBean(ProjectionReads.class)
                .read(
                        List.of(projection),
                        head,
                        view -> view.tables(projection)
                                .jdbc()
                                .queryForList(
                                        "SELECT " + columns + " FROM "
                                                + view.tables(projection).name(table) + " ORDER BY 1",
                                        type));
    }

    private List<Integer> levels() {
        return rows(LevelProjection.NAME, LevelProjection.LEVEL, "centimetres", Integer.class);
    }

    private StreamingEventProcessor processor(String name) {
        return processing.eventProcessor(name, StreamingEventProcessor.class).orElseThrow();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.interrupted()).as("the time for it is over").isFalse();
            Thread.onSpinWait();
        }
    }

    @Test
    void itsProjectionsAreListedBesideItsOtherHandlers() {
        send(new InstallGauge("dresden", "Elbe"), new Measure("dresden", 620));
        assertThat(processing.eventProcessors()).containsOnlyKeys("levels", "rivers", "warnings");
        assertThat(processing.eventProcessors().get("warnings")).isInstanceOf(TrackingEventProcessor.class);
        FloodWarnings warnings = waterways.getBean(FloodWarnings.class);
        await(() -> warnings.has("dresden"));
        assertThat(levels()).containsExactly(620);
        assertThat(rows(RiverProjection.NAME, RiverProjection.GAUGE, "river", String.class))
                .containsExactly("Elbe");
        assertThat(rows(RiverProjection.NAME, RiverProjection.GAUGE, "source", String.class))
                .containsExactly("dresden");
    }

    @Test
    void aProcessorTellsWhereItIs() {
        send(new InstallGauge("dresden", "Elbe"), new Measure("dresden", 620));
        assertThat(levels()).containsExactly(620);
        StreamingEventProcessor processor = processor("levels");
        assertThat(processor.isRunning()).isTrue();
        assertThat(processor.isError()).isFalse();
        assertThat(processor.supportsReset()).isTrue();
        assertThat(processor.maxCapacity()).isEqualTo(1);
        assertThat(processor.getTokenStoreIdentifier()).isNotEmpty();
        EventTrackerStatus status = processor.processingStatus().get(0);
        assertThat(status.isCaughtUp()).isTrue();
        assertThat(status.isReplaying()).isFalse();
        assertThat(status.getTrackingToken()).isEqualTo(new GlobalSequenceTrackingToken(2));
        assertThat(processor.splitSegment(0).join()).isFalse();
        assertThat(processor.mergeSegment(0).join()).isFalse();
        assertThat(processor.claimSegment(0).join()).isFalse();
        processor.releaseSegment(0);
        assertThat(processor.isRunning()).isTrue();
    }

    @Test
    void theOldTablesAnswerWhileItIsReset() {
        send(new InstallGauge("dresden", "Elbe"), new Measure("dresden", 620));
        assertThat(levels()).containsExactly(620);
        levels.gateOfReplays = new CountDownLatch(1);
        StreamingEventProcessor processor = processor("levels");
        processor.resetTokens("a better scale");
        await(() -> levels.atGate);
        assertThat(processor.isReplaying()).isTrue();
        assertThat(processor.processingStatus().get(0).isReplaying()).isTrue();
        assertThatThrownBy(processor::resetTokens).hasMessageContaining("being replayed already");
        assertThat(levels()).containsExactly(620);
        send(new Measure("dresden", 640));
        levels.gateOfReplays.countDown();
        assertThat(levels()).containsExactly(640);
        await(() -> !processor.isReplaying());
        assertThat(levels()).containsExactly(640);
        assertThat(levels.resets).containsExactly("a better scale");
        assertThat(levels.installed).containsExactly("dresden");
        assertThat(levels.statuses).contains(ReplayStatus.REGULAR, ReplayStatus.REPLAY);
        assertThat(processor.processingStatus().get(0).isReplaying()).isFalse();
    }

    @Test
    void aResetBeginsAtTheFirstEvent() {
        StreamingEventProcessor processor = processor("rivers");
        send(new InstallGauge("dresden", "Elbe"));
        assertThatThrownBy(() -> processor.resetTokens(StreamableMessageSource::createHeadToken))
                .isInstanceOf(IllegalArgumentException.class);
        processor.resetTokens(StreamableMessageSource::createTailToken);
        await(() -> !processor.isReplaying());
        assertThat(rows(RiverProjection.NAME, RiverProjection.GAUGE, "gauge", String.class))
                .containsExactly("dresden");
    }

    @Test
    void oneIsStoppedWhileTheOthersGoOn() {
        send(new InstallGauge("dresden", "Elbe"), new Measure("dresden", 620));
        assertThat(levels()).containsExactly(620);
        StreamingEventProcessor processor = processor("levels");
        processor.shutdownAsync().join();
        assertThat(processor.isRunning()).isFalse();
        assertThat(processor.processingStatus()).isEmpty();
        send(new InstallGauge("meissen", "Elbe"), new Measure("meissen", 580));
        assertThat(rows(RiverProjection.NAME, RiverProjection.GAUGE, "gauge", String.class))
                .containsExactly("dresden", "meissen");
        long position = waterways
                .getBean(ProjectionReads.class)
                .read(List.of("levels"), OptionalLong.empty(), view -> view.position("levels"));
        assertThat(position).isEqualTo(2);
        processor.start();
        assertThat(levels()).containsExactly(580, 620);
    }

    @Test
    void whatItCannotTakeWaitsInAQueueOfAxon() {
        send(new InstallGauge("dresden", "Elbe"), new Measure("dresden", -1), new Measure("dresden", 20));
        send(new InstallGauge("meissen", "Elbe"), new Measure("meissen", 580));
        assertThat(levels()).containsExactly(580);
        SequencedDeadLetterQueue<EventMessage<?>> queue =
                processing.deadLetterQueue("levels").orElseThrow();
        assertThat(queue.contains("dresden")).isTrue();
        assertThat(queue.contains("meissen")).isFalse();
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.sequenceSize("dresden")).isEqualTo(2);
        assertThat(queue.amountOfSequences()).isEqualTo(1);
        DeadLetter<? extends EventMessage<?>> first =
                queue.deadLetterSequence("dresden").iterator().next();
        assertThat(first.message().getPayload()).isEqualTo(new Gauge.LevelMeasured("dresden", -1));
        assertThat(first.cause().orElseThrow().message()).isEqualTo("no level is below 0");
        assertThat(processing.deadLetterQueue("warnings")).isEmpty();

        SequencedDeadLetterProcessor<EventMessage<?>> letters =
                processing.sequencedDeadLetterProcessor("levels").orElseThrow();
        assertThat(letters.processAny()).isFalse();
        assertThat(letters.process(letter -> false)).isFalse();
        levels.mended = true;
        assertThat(letters.processAny()).isTrue();
        assertThat(queue.size()).isZero();
        assertThat(levels()).containsExactly(20, 580);
    }

    @Test
    void lettersAreAddedAndGivenUp() throws Exception {
        send(new InstallGauge("dresden", "Elbe"), new Measure("dresden", -1), new Measure("dresden", 20));
        send(new InstallGauge("meissen", "Elbe"), new Measure("meissen", 580));
        assertThat(levels()).containsExactly(580);
        SequencedDeadLetterQueue<EventMessage<?>> queue =
                processing.deadLetterQueue("levels").orElseThrow();
        DeadLetter<? extends EventMessage<?>> first =
                queue.deadLetterSequence("dresden").iterator().next();
        queue.requeue(first, letter -> letter.withCause(new IllegalStateException("still not")));
        DeadLetter<? extends EventMessage<?>> again =
                queue.deadLetterSequence("dresden").iterator().next();
        assertThat(again.cause().orElseThrow().message()).isEqualTo("still not");
        queue.evict(again);
        assertThatThrownBy(() -> queue.requeue(again, letter -> letter)).hasMessageContaining("does not wait");
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.process(letter -> Decisions.evict())).isTrue();
        assertThat(queue.contains("dresden")).isFalse();

        queue.enqueue("dresden", first);
        send(new Measure("dresden", 30));
        assertThat(levels()).containsExactly(580);
        assertThat(queue.sequenceSize("dresden")).isEqualTo(2);
        assertThatThrownBy(() -> queue.enqueue("meissen", first)).isInstanceOf(IllegalArgumentException.class);
        queue.clear();
        assertThat(queue.deadLetters()).isEmpty();
        send(new Measure("dresden", 40));
        assertThat(levels()).containsExactly(40, 580);
    }
}
