package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.modelling.command.Repository;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.tallystick.eventstore.UnitCorrelation;
import org.tallystick.eventstore.journal.JournalEventStore;
import org.tallystick.eventstore.lane.LaneCommandBus;
import org.tallystick.eventstore.lane.LaneRepository;
import org.tallystick.readmodels.ProjectionEngine;
import org.tallystick.readmodels.ProjectionProgress;

/** What Axon's starter makes of this program. */
class AxonAssemblyTest {
    @TempDir
    private Path data;

    private ConfigurableApplicationContext server;
    private Configuration axon;

    @BeforeEach
    void start() {
        server = TallystickServer.start("--server.port=0", "--tallystick.data=" + data);
        axon = server.getBean(Configuration.class);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void storesAndDecidesThroughTheEventStoreOfOurs() {
        assertThat(axon.eventStore()).isInstanceOf(JournalEventStore.class);
        assertThat(axon.commandBus()).isInstanceOf(LaneCommandBus.class).isSameAs(server.getBean(CommandBus.class));
        assertThat(server.getBeansOfType(Repository.class).values())
                .hasSize(6)
                .allMatch(LaneRepository.class::isInstance);
        assertThat(server.getBean(CommandGateway.class)).isNotNull();
        assertThat(server.getBean(QueryGateway.class)).isNotNull();
    }

    @Test
    void listsEveryProjectionAsAStreamingEventProcessor() {
        List<String> names = server.getBean(ProjectionEngine.class).progress().stream()
                .map(ProjectionProgress::name)
                .toList();
        assertThat(names)
                .containsExactly(
                        "ledgers", "accounts", "entries", "transactions", "payments", "transfers", "standing-orders");
        for (String name : names) {
            StreamingEventProcessor processor = axon.eventProcessingConfiguration()
                    .eventProcessor(name, StreamingEventProcessor.class)
                    .orElseThrow();
            assertThat(processor.isRunning()).isTrue();
            assertThat(processor.supportsReset()).isTrue();
            assertThat(processor.processingStatus()).containsOnlyKeys(0);
            assertThat(axon.eventProcessingConfiguration().deadLetterQueue(name))
                    .isPresent();
        }
    }

    @Test
    void listsTheProcessorsOfSagasWhichRunWhereTheStoreIsWritten() {
        assertRuns("payment-sagas", 16);
        assertRuns("transfer-sagas", 4);
    }

    private void assertRuns(String name, int segments) {
        StreamingEventProcessor processor = (StreamingEventProcessor)
                axon.eventProcessingConfiguration().eventProcessors().get(name);
        Waiting.until(() -> processor.processingStatus().size(), running -> running == segments);
        assertThat(processor.isRunning()).isTrue();
        assertThat(processor.isError()).isFalse();
    }

    @Test
    void serializesByJacksonAlone() {
        assertThat(server.getBeansOfType(Serializer.class).values()).allMatch(Jackson3Serializer.class::isInstance);
        assertThat(axon.serializer()).isInstanceOf(Jackson3Serializer.class);
        assertThat(axon.messageSerializer()).isSameAs(axon.serializer());
        assertThat(axon.eventSerializer()).isSameAs(axon.serializer());
    }

    @Test
    void correlatesOnceForAUnitOfWork() {
        assertThat(server.getBeansOfType(CorrelationDataProvider.class).values())
                .singleElement()
                .isInstanceOf(UnitCorrelation.class);
    }
}
