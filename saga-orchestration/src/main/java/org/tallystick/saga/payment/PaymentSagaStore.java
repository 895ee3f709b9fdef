package org.tallystick.saga.payment;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.AssociationValues;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/**
 * Keeps payment sagas, one row each, which also says when the saga wants to be woken. A saga belongs to its payment and to
 * nothing else, so that no table of associations is needed: one statement loads it, and one stores it with its deadline.
 */
final class PaymentSagaStore implements SagaStore<PaymentSaga> {
    private static final ObjectMapper JSON = SagaJson.mapper();

    private final JdbcTemplate jdbc;

    /** @param database whose connections join the transaction of the unit of work */
    PaymentSagaStore(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
    }

    /** Whether it is there is found out when it is loaded. */
    @Override
    public Set<String> findSagas(Class<? extends PaymentSaga> type, AssociationValue association) {
        return Set.of(association.getValue());
    }

    @Override
    public <S extends PaymentSaga> Entry<S> loadSaga(Class<S> type, String id) {
        List<byte[]> found =
                jdbc.query("SELECT state FROM payment_saga WHERE payment = ?", (row, n) -> row.getBytes(1), id);
        return found.isEmpty() ? null : new Stored<>(id, JSON.readValue(found.get(0), type));
    }

    @Override
    public void insertSaga(
            Class<? extends PaymentSaga> type, String id, PaymentSaga saga, Set<AssociationValue> associations) {
        jdbc.update(
                "INSERT INTO payment_saga (state, wakes_at, payment) VALUES (?, ?, ?)",
                JSON.writeValueAsBytes(saga),
                wakesAt(saga),
                saga.payment().value());
    }

    @Override
    public void updateSaga(
            Class<? extends PaymentSaga> type, String id, PaymentSaga saga, AssociationValues associations) {
        jdbc.update(
                "UPDATE payment_saga SET state = ?, wakes_at = ? WHERE payment = ?",
                JSON.writeValueAsBytes(saga),
                wakesAt(saga),
                saga.payment().value());
    }

    private static Long wakesAt(PaymentSaga saga) {
        return saga.wakesAt() == null ? null : saga.wakesAt().toEpochMilli();
    }

    @Override
    public void deleteSaga(Class<? extends PaymentSaga> type, String id, Set<AssociationValue> associations) {
        associations.forEach(
                association -> jdbc.update("DELETE FROM payment_saga WHERE payment = ?", association.getValue()));
    }

    /** The payments whose sagas want to be woken by then, the longest overdue first. */
    List<String> due(Instant now, int max) {
        return jdbc.queryForList(
                "SELECT payment FROM payment_saga WHERE wakes_at <= ? ORDER BY wakes_at FETCH FIRST " + max
                        + " ROWS ONLY",
                String.class,
                now.toEpochMilli());
    }

    private record Stored<S>(String id, S saga) implements Entry<S> {
        @Override
        public Set<AssociationValue> associationValues() {
            return Set.of(new AssociationValue(PaymentSaga.ASSOCIATION, id));
        }
    }
}
