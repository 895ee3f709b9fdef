package org.tallystick.lending;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurationScopeAwareProvider;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.SimpleDeadlineManager;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.saga.repository.inmemory.InMemorySagaStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tallystick.lending.LendingCommands.AddBook;
import org.tallystick.lending.LendingCommands.LendBook;
import org.tallystick.lending.LendingCommands.ReturnBook;

/**
 * What Axon's own repositories, processors, sagas and gateways call of the store and the bus. A version of Axon that calls
 * anything else is looked at before it is used: what it calls may not have been thought of.
 */
@Timeout(60)
class AxonContractTest {
    private final Set<String> calls = new ConcurrentSkipListSet<>();
    private final OverdueBooks overdue = new OverdueBooks();
    private LendingStore lending;
    private Configuration axon;

    @BeforeEach
    void start() throws Exception {
        lending = LendingStore.without(LendingStore.database());
        EventStore store = recorded(EventStore.class, lending.store().eventStore());
        Serializer json = Jackson3Serializer.builder().build();
        Configurer configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(unused -> json)
                .configureEventBus(unused -> store)
                .configureCommandBus(unused -> recorded(CommandBus.class, lending.bus()))
                .registerComponent(
                        DeadlineManager.class,
                        unused -> SimpleDeadlineManager.builder()
                                .scopeAwareProvider(new ConfigurationScopeAwareProvider(unused))
                                .build())
                .configureAggregate(AggregateConfigurer.defaultConfiguration(Book.class)
                        .configureRepository(unused -> EventSourcingRepository.builder(Book.class)
                                .eventStore(store)
                                .build()));
        configurer
                .eventProcessing()
                .usingPooledStreamingEventProcessors()
                .registerTokenStore(unused -> new InMemoryTokenStore())
                .registerSagaStore(unused -> new InMemorySagaStore())
                .registerSaga(LoanSaga.class)
                .registerEventHandler(unused -> overdue);
        axon = configurer.start();
    }

    @AfterEach
    void close() {
        axon.shutdown();
        lending.close();
    }

    private <T> T recorded(Class<T> type, T real) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() != Object.class) {
                        calls.add(type.getSimpleName() + "." + method.getName()
                                + Arrays.stream(method.getParameterTypes())
                                        .map(Class::getSimpleName)
                                        .collect(Collectors.joining(", ", "(", ")")));
                    }
                    try {
                        Object answer = method.invoke(real, arguments);
                        return answer instanceof BlockingStream<?> stream
                                ? recorded(BlockingStream.class, stream)
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return type.cast(proxy);
    }

    @Test
    void isWhatIsCalled() {
        CommandGateway commands = axon.commandGateway();
        commands.sendAndWait(new AddBook("moby", "Moby-Dick"));
        commands.sendAndWait(new LendBook("moby", "ann"));
        awaitOverdue();
        commands.sendAndWait(new ReturnBook("moby"));
        StreamingEventProcessor processor = axon.eventProcessingConfiguration()
                .eventProcessor("overdue", StreamingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        overdue.forget();
        processor.resetTokens();
        processor.start();
        awaitOverdue();
        axon.shutdown();
        assertThat(calls)
                .containsExactly(
                        "BlockingStream.close()",
                        "BlockingStream.hasNextAvailable()",
                        "BlockingStream.nextAvailable()",
                        "BlockingStream.peek()",
                        "BlockingStream.setOnAvailableCallback(Runnable)",
                        "BlockingStream.skipMessagesWithPayloadTypeOf(Object)",
                        "CommandBus.dispatch(CommandMessage, CommandCallback)",
                        "CommandBus.subscribe(String, MessageHandler)",
                        "EventStore.createHeadToken()",
                        "EventStore.openStream(TrackingToken)",
                        "EventStore.publish(EventMessage[])",
                        "EventStore.readEvents(String)");
    }

    private void awaitOverdue() {
        while (!overdue.has("moby")) {
            assertThat(Thread.interrupted()).as("the time for it is over").isFalse();
        }
    }
}
