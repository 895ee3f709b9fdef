package org.tallystick.saga.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

class SagaRowsTest {
    private static final String ID = "p";

    private final SagaKind<Counting> kind = new SagaKind<>("payment", Counting.class, payload -> ID, "deadline");
    private final DriverManagerDataSource database = database();
    private final DriverManagerDataSource impatient =
            new DriverManagerDataSource(database.getUrl() + ";LOCK_TIMEOUT=1", "sa", "");

    /** A saga that counts what happened. */
    static final class Counting implements RowSaga {
        private int count;

        @Override
        public String id() {
            return ID;
        }

        @Override
        public Instant wakesAt() {
            return null;
        }
    }

    private static DriverManagerDataSource database() {
        DriverManagerDataSource created =
                new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        new ResourceDatabasePopulator(new ClassPathResource("sagas/h2/V1__sagas.sql")).execute(created);
        return created;
    }

    private static void inTransaction(DriverManagerDataSource on, Runnable work) {
        new TransactionTemplate(new DataSourceTransactionManager(on)).executeWithoutResult(status -> work.run());
    }

    private static Counting load(SagaRows<Counting> rows) {
        SagaStore.Entry<Counting> found = rows.loadSaga(Counting.class, ID);
        return found.saga();
    }

    private static void count(SagaRows<Counting> rows, Counting saga) {
        saga.count++;
        rows.updateSaga(Counting.class, ID, saga, null);
    }

    /** Right after a lease went to another process both may wake the saga, and neither may store over the other. */
    @Test
    void aSagaIsWithOneAtATime() {
        SagaRows<Counting> mine = new SagaRows<>(database, kind);
        SagaRows<Counting> others = new SagaRows<>(impatient, kind);
        mine.insertSaga(Counting.class, ID, new Counting(), Set.of());
        inTransaction(database, () -> {
            Counting saga = load(mine);
            assertThatThrownBy(() -> inTransaction(impatient, () -> load(others)))
                    .isInstanceOf(QueryTimeoutException.class)
                    .hasMessageContaining("lock");
            count(mine, saga);
        });
        inTransaction(impatient, () -> count(others, load(others)));
        inTransaction(database, () -> assertThat(load(mine).count).isEqualTo(2));
    }
}
