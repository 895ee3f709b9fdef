package org.tallystick.saga.engine;

import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.ScopeAware;
import org.axonframework.messaging.StreamableMessageSource;

/**
 * How Axon runs sagas of one kind: their processor, registered in its configuration. The sagas, their manager and their
 * repository are found and made by Axon.
 */
public final class SagaProcessing<T extends RowSaga> implements ConfigurerModule {
    private final SagaRows<T> store;
    private final DataSource database;
    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final Clock clock;
    private final BooleanSupplier writing;
    private final int segments;

    /**
     * @param database that has the tables of {@code sagas/}
     * @param events those that concern the kind; others are passed over
     * @param writing whether this process writes the store: only then it runs the sagas
     * @param segments how many parts they are cut into, each followed on its own
     */
    public SagaProcessing(
            SagaRows<T> store,
            DataSource database,
            StreamableMessageSource<TrackedEventMessage<?>> events,
            Clock clock,
            BooleanSupplier writing,
            int segments) {
        this.store = store;
        this.database = database;
        this.events = events;
        this.clock = clock;
        this.writing = writing;
        this.segments = segments;
    }

    /** An event that fails stops its segment until it is handled: nothing is skipped. */
    @Override
    public void configureModule(Configurer configurer) {
        String name = store.kind().processor();
        configurer
                .eventProcessing()
                .registerListenerInvocationErrorHandler(name, axon -> PropagatingErrorHandler.instance())
                .registerEventProcessor(
                        name,
                        (group, axon, manager) -> new WriterOnlyProcessor(
                                name, writing, interceptors -> run(axon, manager, interceptors)));
    }

    private Sagas<T> run(
            Configuration axon,
            EventHandlerInvoker manager,
            List<MessageHandlerInterceptor<? super EventMessage<?>>> interceptors) {
        ScopeAware deadlines = axon.eventProcessingConfiguration()
                .sagaConfiguration(store.kind().type())
                .manager();
        Sagas<T> sagas = new Sagas<>(database, events, store, manager, deadlines, axon, clock, segments);
        interceptors.forEach(sagas.processor()::registerHandlerInterceptor);
        return sagas;
    }
}
