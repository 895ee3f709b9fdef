package org.tallystick.lending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.eventstore.journal.JournalEventStore;
import org.tallystick.eventstore.lane.LaneCommandBus;
import org.tallystick.eventstore.lane.LaneRepository;
import org.tallystick.lending.LendingCommands.AddBook;
import org.tallystick.lending.LendingCommands.AddCopy;
import org.tallystick.lending.LendingCommands.LendBook;
import org.tallystick.lending.LendingCommands.ReturnBook;
import org.tallystick.lending.LendingCommands.WithdrawBook;
import org.tallystick.lending.LendingEvents.BookAdded;
import org.tallystick.lending.LendingEvents.BookLent;
import org.tallystick.lending.LendingEvents.BookReturned;
import org.tallystick.lending.LendingEvents.BookWithdrawn;
import org.tallystick.lending.LendingEvents.CopyAdded;
import org.tallystick.lending.LendingEvents.LoanOverdue;

/** An application with Axon's starter and this jar on its class path, which knows nothing of a ledger. */
@Timeout(60)
class ForeignApplicationTest {
    @TempDir
    Path folder;

    private List<String> database;

    /** The settings that lead to a database, the same for all starts of a test. */
    List<String> database() throws Exception {
        return List.of("--spring.datasource.url=jdbc:h2:file:" + folder.resolve("library") + ";WRITE_DELAY=0");
    }

    private ConfigurableApplicationContext started() {
        List<String> settings = new ArrayList<>(database);
        settings.addAll(List.of(
                "--axon.serializer.general=jackson3",
                "--axon.update-check.disabled=true",
                "--spring.main.banner-mode=off"));
        return SpringApplication.run(Library.class, settings.toArray(String[]::new));
    }

    @BeforeEach
    void findDatabase() throws Exception {
        database = database();
    }

    @Test
    void getsTheJournalTheLanesAndTheirRepositories() {
        try (ConfigurableApplicationContext library = started()) {
            assertThat(library.getBean(EventStore.class)).isInstanceOf(JournalEventStore.class);
            assertThat(library.getBean(CommandBus.class)).isInstanceOf(LaneCommandBus.class);
            ResolvableType books = ResolvableType.forClassWithGenerics(Repository.class, Book.class);
            assertThat(library.getBeanProvider(books).getObject()).isInstanceOf(LaneRepository.class);
            assertThat(library.getBean(EventProcessingConfiguration.class).eventProcessors())
                    .containsKeys("overdue", "LoanSagaProcessor");
        }
    }

    @Test
    void hasHealthAndMetrics() {
        try (ConfigurableApplicationContext library = started()) {
            for (String indicator : List.of("storeHealthIndicator", "threadsHealthIndicator")) {
                HealthIndicator health = library.getBean(indicator, HealthIndicator.class);
                while (!health.health().getStatus().equals(Status.UP)) {
                    assertThat(Thread.interrupted())
                            .as("the time for it is over")
                            .isFalse();
                }
            }
            assertThat(library.getBean(MeterRegistry.class)
                            .get("tallystick.writer")
                            .gauge()
                            .value())
                    .isEqualTo(1);
        }
    }

    @Test
    void decidesStoresAndReadsAgainAfterAStart() {
        try (ConfigurableApplicationContext library = started()) {
            CommandGateway commands = library.getBean(CommandGateway.class);
            commands.sendAndWait(new AddBook("moby", "Moby-Dick"));
            commands.sendAndWait(new LendBook("moby", "ann"));
        }
        try (ConfigurableApplicationContext library = started()) {
            CommandGateway commands = library.getBean(CommandGateway.class);
            assertThatThrownBy(() -> commands.sendAndWait(new LendBook("moby", "bob")))
                    .hasMessageContaining("is lent to ann");
            commands.sendAndWait(new ReturnBook("moby"));
            commands.sendAndWait(new LendBook("moby", "bob"));
            assertThat(happened(library, "moby"))
                    .isEqualTo(List.of(
                            new BookAdded("moby", "Moby-Dick"),
                            new BookLent("moby", "ann"),
                            new BookReturned("moby"),
                            new BookLent("moby", "bob")));
        }
    }

    private static List<?> happened(ConfigurableApplicationContext library, String book) {
        return library.getBean(EventStore.class)
                .readEvents(book)
                .asStream()
                .map(DomainEventMessage::getPayload)
                .filter(event -> !(event instanceof LoanOverdue))
                .toList();
    }

    @Test
    void createsWhatIsMissingAndForgetsWhatIsDeleted() {
        try (ConfigurableApplicationContext library = started()) {
            CommandGateway commands = library.getBean(CommandGateway.class);
            commands.sendAndWait(new AddCopy("moby", "Moby-Dick"));
            commands.sendAndWait(new AddCopy("moby", "Moby-Dick"));
            commands.sendAndWait(new WithdrawBook("moby"));
            assertThatThrownBy(() -> commands.sendAndWait(new LendBook("moby", "ann")))
                    .isInstanceOf(AggregateDeletedException.class);
            assertThatThrownBy(() -> commands.sendAndWait(new AddCopy("moby", "Moby-Dick")))
                    .isInstanceOf(AggregateDeletedException.class);
            assertThat(happened(library, "moby"))
                    .isEqualTo(List.of(
                            new BookAdded("moby", "Moby-Dick"), new CopyAdded("moby"), new BookWithdrawn("moby")));
        }
    }

    @Test
    void comesToADatabaseThatHasTables() {
        try (ConfigurableApplicationContext reading = new SpringApplicationBuilder(DataSourceAutoConfiguration.class)
                .bannerMode(Banner.Mode.OFF)
                .run(database.toArray(String[]::new))) {
            new JdbcTemplate(reading.getBean(DataSource.class)).execute("CREATE TABLE reader (name VARCHAR(9))");
        }
        try (ConfigurableApplicationContext library = started()) {
            library.getBean(CommandGateway.class).sendAndWait(new AddBook("moby", "Moby-Dick"));
        }
    }

    @Test
    void runsItsSagasDeadlinesAndReadModels() {
        try (ConfigurableApplicationContext library = started()) {
            CommandGateway commands = library.getBean(CommandGateway.class);
            commands.sendAndWait(new AddBook("moby", "Moby-Dick"));
            commands.sendAndWait(new LendBook("moby", "ann"));
            OverdueBooks overdue = library.getBean(OverdueBooks.class);
            while (!overdue.has("moby")) {
                assertThat(Thread.interrupted()).as("the time for it is over").isFalse();
            }
        }
    }
}
