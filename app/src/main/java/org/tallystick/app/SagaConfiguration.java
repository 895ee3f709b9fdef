package org.tallystick.app;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.modelling.saga.ResourceInjector;
import org.axonframework.modelling.saga.repository.NoResourceInjector;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.tallystick.app.watch.MeteredRail;
import org.tallystick.app.web.BackupPart;
import org.tallystick.command.payment.BeneficiaryVault;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.saga.engine.RowDeadlines;
import org.tallystick.saga.engine.SagaProcessing;
import org.tallystick.saga.engine.SagaRows;
import org.tallystick.saga.engine.StepTimes;
import org.tallystick.saga.payment.PaymentSaga;
import org.tallystick.saga.payment.PaymentSteps;
import org.tallystick.saga.payment.RailCommands;
import org.tallystick.saga.rail.Rail;
import org.tallystick.saga.rail.simulator.SimulatorRail;
import org.tallystick.saga.screening.Screening;
import org.tallystick.saga.transfer.TransferSaga;
import org.tallystick.storage.SideDatabase;
import org.tallystick.storage.thread.ProcessThreads;

/** Payments: their settings, the keys of their beneficiaries, rails, screening and the sagas that drive them. */
@Configuration(proxyBeanMethods = false)
class SagaConfiguration {
    private static final int SEGMENTS = 16;
    private static final int TRANSFER_SEGMENTS = 4;
    private static final int OUTSIDE_THREADS = 8;

    @Bean(destroyMethod = "close")
    SideDatabase sagaDatabase(DataSource dataSource, @Value("${spring.datasource.url}") String url)
            throws SQLException {
        return SideDatabase.openDerived(dataSource, url, "sagas");
    }

    @Bean(destroyMethod = "close")
    SideDatabase keyDatabase(DataSource dataSource, @Value("${spring.datasource.url}") String url) throws SQLException {
        return SideDatabase.open(dataSource, url, "keys");
    }

    /** After the journal: a key is stored before the payment that is sealed with it. */
    @Bean
    @Order(2)
    BackupPart keysBackup(@Qualifier("keyDatabase") SideDatabase keys) {
        return keys::backup;
    }

    @Bean
    BeneficiaryVault beneficiaryVault(@Qualifier("keyDatabase") SideDatabase keys) throws SQLException {
        return new BeneficiaryVault(keys.writing());
    }

    @Bean
    PaymentProperties paymentSettings(ConfigurableEnvironment environment, RailProperties others) {
        Set<String> rails = new TreeSet<>(others.names());
        rails.add(SimulatorRail.NAME);
        return new PaymentProperties(PaymentProperties.in(environment), rails);
    }

    @Bean
    RailCommands railCommands(CommandGateway commands) {
        return new RailCommands(commands);
    }

    @Bean(destroyMethod = "shutdown")
    ScheduledExecutorService outsideSteps() {
        return ProcessThreads.timer("payment-step", OUTSIDE_THREADS);
    }

    @Bean
    Rail simulatorRail(PaymentProperties settings, RailCommands commands, ScheduledExecutorService outsideSteps) {
        return new SimulatorRail(settings.simulatorRules(), commands, commands, outsideSteps);
    }

    @Bean
    PaymentSteps paymentSteps(
            CommandGateway commands,
            List<Rail> rails,
            Screening screening,
            BeneficiaryVault vault,
            Store store,
            Clock clock,
            ScheduledExecutorService outsideSteps,
            MeterRegistry meters) {
        return new PaymentSteps(
                commands,
                rails.stream().collect(Collectors.toMap(Rail::name, rail -> new MeteredRail(rail, meters))),
                screening,
                vault,
                store.log(),
                clock,
                StepTimes.standard(),
                outsideSteps);
    }

    /** Where the store is written; but not by a command that only works on the books. */
    @Bean
    BooleanSupplier paymentsMoveHere(Store store, @Value("${" + TallystickServer.SAGAS + ":true}") boolean enabled) {
        return () -> enabled && store.journal().isWriter();
    }

    /** The one that Axon finds by the name in the annotation of {@link PaymentSaga}. */
    @Bean
    SagaRows<PaymentSaga> paymentSagaRows(@Qualifier("sagaDatabase") SideDatabase sagas) {
        return new SagaRows<>(sagas.writing(), PaymentSaga.KIND);
    }

    /** The one that Axon finds by the name in the annotation of {@link TransferSaga}. */
    @Bean
    SagaRows<TransferSaga> transferSagaRows(@Qualifier("sagaDatabase") SideDatabase sagas) {
        return new SagaRows<>(sagas.writing(), TransferSaga.KIND);
    }

    @Bean
    SagaProcessing<PaymentSaga> paymentSagas(
            SagaRows<PaymentSaga> rows,
            @Qualifier("sagaDatabase") SideDatabase sagas,
            Store store,
            Clock clock,
            BooleanSupplier paymentsMoveHere) {
        return new SagaProcessing<>(
                rows,
                sagas.writing(),
                store.eventStore().concerning(PaymentSaga.KIND::concerns),
                clock,
                paymentsMoveHere,
                SEGMENTS);
    }

    @Bean
    SagaProcessing<TransferSaga> transferSagas(
            SagaRows<TransferSaga> rows,
            @Qualifier("sagaDatabase") SideDatabase sagas,
            Store store,
            Clock clock,
            BooleanSupplier paymentsMoveHere) {
        return new SagaProcessing<>(
                rows,
                sagas.writing(),
                store.eventStore().concerning(TransferSaga.KIND::concerns),
                clock,
                paymentsMoveHere,
                TRANSFER_SEGMENTS);
    }

    @Bean
    DeadlineManager deadlineManager() {
        return new RowDeadlines();
    }

    /** Sagas take what they need as parameters of their handlers: none has fields to look for at each event. */
    @Bean
    ResourceInjector resourceInjector() {
        return NoResourceInjector.INSTANCE;
    }
}
