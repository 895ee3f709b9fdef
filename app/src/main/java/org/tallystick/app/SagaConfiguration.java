package org.tallystick.app;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.tallystick.app.web.BackupPart;
import org.tallystick.command.journal.Store;
import org.tallystick.command.lane.LaneCommandBus;
import org.tallystick.command.payment.BeneficiaryVault;
import org.tallystick.saga.engine.RowSaga;
import org.tallystick.saga.engine.SagaKind;
import org.tallystick.saga.engine.Sagas;
import org.tallystick.saga.engine.StepTimes;
import org.tallystick.saga.payment.PaymentSaga;
import org.tallystick.saga.payment.PaymentSteps;
import org.tallystick.saga.payment.RailDesk;
import org.tallystick.saga.rail.Rail;
import org.tallystick.saga.rail.simulator.SimulatorRail;
import org.tallystick.saga.screening.Screening;
import org.tallystick.saga.transfer.TransferSaga;
import org.tallystick.saga.transfer.TransferSteps;

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
    RailDesk railDesk(LaneCommandBus commandBus) {
        return new RailDesk(commandBus);
    }

    @Bean(destroyMethod = "shutdown")
    ScheduledExecutorService outsideSteps() {
        return Executors.newScheduledThreadPool(OUTSIDE_THREADS, new CustomizableThreadFactory("payment-step-"));
    }

    @Bean
    Rail simulatorRail(PaymentProperties settings, RailDesk desk, ScheduledExecutorService outsideSteps) {
        return new SimulatorRail(settings.simulatorRules(), desk, outsideSteps);
    }

    @Bean
    PaymentSteps paymentSteps(
            LaneCommandBus commandBus,
            List<Rail> rails,
            Screening screening,
            BeneficiaryVault vault,
            Store store,
            Clock clock,
            ScheduledExecutorService outsideSteps) {
        return new PaymentSteps(
                commandBus,
                rails.stream().collect(Collectors.toMap(Rail::name, Function.identity())),
                screening,
                vault,
                store.log(),
                clock,
                StepTimes.standard(),
                outsideSteps);
    }

    /** Where the store is written; but not by a command that only works on the books. */
    @Bean
    BooleanSupplier paymentsMoveHere(Store store, @Value("${tallystick.sagas:true}") boolean enabled) {
        return () -> enabled && store.journal().isWriter();
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    WritersSagas paymentSagas(
            @Qualifier("sagaDatabase") SideDatabase sagas,
            Store store,
            PaymentSteps steps,
            Clock clock,
            BooleanSupplier paymentsMoveHere) {
        return new WritersSagas(paymentsMoveHere, () -> sagas(sagas, store, PaymentSaga.kind(steps), clock, SEGMENTS));
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    WritersSagas transferSagas(
            @Qualifier("sagaDatabase") SideDatabase sagas,
            Store store,
            TransferSteps steps,
            Clock clock,
            BooleanSupplier paymentsMoveHere) {
        return new WritersSagas(
                paymentsMoveHere, () -> sagas(sagas, store, TransferSaga.kind(steps), clock, TRANSFER_SEGMENTS));
    }

    private static <T extends RowSaga> Sagas<T> sagas(
            SideDatabase database, Store store, SagaKind<T> kind, Clock clock, int segments) {
        return new Sagas<>(database.writing(), store.eventStore().concerning(kind::concerns), kind, clock, segments);
    }
}
