package org.tallystick.lending;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ReplayStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.messaging.timeout.HandlerTimeoutHandlerEnhancerDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tallystick.lending.LendingCommands.AddBook;
import org.tallystick.lending.LendingEvents.BookAdded;

/** Axon's timeouts would interrupt what takes its time, and with it the file of an H2 database. */
@Timeout(120)
class NoTimeoutsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(50);

    @TempDir
    Path folder;

    record Count() {}

    /** Takes four times the longest that Axon would allow, and reads the database meanwhile. */
    @ProcessingGroup("slow")
    static class SlowReader {
        private final Set<String> ended = ConcurrentHashMap.newKeySet();
        private final JdbcClient database;

        SlowReader(JdbcClient database) {
            this.database = database;
        }

        @CommandHandler
        void handle(Count command) {
            read("command");
        }

        @EventHandler
        void on(BookAdded event, ReplayStatus status) {
            read(status.isReplay() ? "replay" : "batch");
        }

        private void read(String what) {
            long end = System.nanoTime() + 4 * TIMEOUT.toNanos();
            while (System.nanoTime() < end) {
                assertThat(Thread.interrupted()).as("is interrupted").isFalse();
                database.sql("SELECT COUNT(*) FROM journal").query(Long.class).single();
            }
            ended.add(what);
        }

        void await(String what) {
            while (!ended.contains(what)) {
                assertThat(Thread.interrupted()).as("the time for it is over").isFalse();
            }
        }
    }

    private ConfigurableApplicationContext started(String setting) {
        return SpringApplication.run(new Class<?>[] {Library.class, SlowReader.class}, new String[] {
            "--spring.datasource.url=jdbc:h2:file:" + folder.resolve("library") + ";WRITE_DELAY=0",
            "--axon.serializer.general=jackson3",
            "--spring.main.banner-mode=off",
            "--axon.timeout.transaction.command-bus.timeout-ms=" + TIMEOUT.toMillis(),
            "--axon.timeout.transaction.event-processors.timeout-ms=" + TIMEOUT.toMillis(),
            setting
        });
    }

    @Test
    void slowCommandsBatchesAndReplaysAreNotInterrupted() {
        try (ConfigurableApplicationContext library = started("--axon.update-check.disabled=true")) {
            SlowReader reader = library.getBean(SlowReader.class);
            CommandGateway commands = library.getBean(CommandGateway.class);
            commands.sendAndWait(new AddBook("moby", "Moby-Dick"));
            reader.await("batch");
            commands.sendAndWait(new Count());
            reader.await("command");
            StreamingEventProcessor slow = library.getBean(EventProcessingConfiguration.class)
                    .eventProcessor("slow", StreamingEventProcessor.class)
                    .orElseThrow();
            slow.shutDown();
            slow.resetTokens();
            slow.start();
            reader.await("replay");
            assertThat(reader.ended).containsExactlyInAnyOrder("batch", "command", "replay");
            commands.sendAndWait(new AddBook("emma", "Emma"));
        }
    }

    @Test
    void anApplicationMayTurnThemOn() {
        try (ConfigurableApplicationContext library = started("--axon.timeout.enabled=true")) {
            assertThat(library.getBeansOfType(HandlerTimeoutHandlerEnhancerDefinition.class))
                    .isNotEmpty();
        }
    }
}
