package org.tallystick.saga.engine;

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
 * Keeps sagas of one kind, one row each, which also says when the saga wants to be woken. A saga belongs to one thing and to
 * nothing else, so that no table of associations is needed: one statement loads it, and one stores it with its deadline. Who
 * loads it locks it: another process may still wake the same saga right after it has lost the lease.
 */
public final class SagaRows<T extends RowSaga> implements SagaStore<T> {
    private static final ObjectMapper JSON = SagaJson.mapper();

    private final JdbcTemplate jdbc;
    private final SagaKind<T> kind;
    private final String select;
    private final String insert;
    private final String update;
    private final String delete;
    private final String due;

    /** @param database whose connections join the transaction of the unit of work */
    public SagaRows(DataSource database, SagaKind<T> kind) {
        this.jdbc = new JdbcTemplate(database);
        this.kind = kind;
        String where = kind.table() + " WHERE " + kind.noun() + " = ?";
        select = "SELECT state FROM " + where + " FOR UPDATE";
        insert = "INSERT INTO " + kind.table() + " (state, wakes_at, " + kind.noun() + ") VALUES (?, ?, ?)";
        update = "UPDATE " + kind.table() + " SET state = ?, wakes_at = ? WHERE " + kind.noun() + " = ?";
        delete = "DELETE FROM " + where;
        due = "SELECT " + kind.noun() + " FROM " + kind.table()
                + " WHERE wakes_at <= ? ORDER BY wakes_at FETCH FIRST %d ROWS ONLY";
    }

    SagaKind<T> kind() {
        return kind;
    }

    /** Whether it is there is found out when it is loaded. */
    @Override
    public Set<String> findSagas(Class<? extends T> type, AssociationValue association) {
        return Set.of(association.getValue());
    }

    @Override
    public <S extends T> Entry<S> loadSaga(Class<S> type, String id) {
        List<byte[]> found = jdbc.query(select, (row, n) -> row.getBytes(1), id);
        return found.isEmpty() ? null : new Stored<>(Set.of(kind.association(id)), JSON.readValue(found.get(0), type));
    }

    @Override
    public void insertSaga(Class<? extends T> type, String id, T saga, Set<AssociationValue> associations) {
        jdbc.update(insert, JSON.writeValueAsBytes(saga), wakesAt(saga), saga.id());
    }

    @Override
    public void updateSaga(Class<? extends T> type, String id, T saga, AssociationValues associations) {
        jdbc.update(update, JSON.writeValueAsBytes(saga), wakesAt(saga), saga.id());
    }

    private static Long wakesAt(RowSaga saga) {
        return saga.wakesAt() == null ? null : saga.wakesAt().toEpochMilli();
    }

    @Override
    public void deleteSaga(Class<? extends T> type, String id, Set<AssociationValue> associations) {
        associations.forEach(association -> jdbc.update(delete, association.getValue()));
    }

    /** Those whose sagas want to be woken by then, the longest overdue first. */
    List<String> due(Instant now, int max) {
        return jdbc.queryForList(due.formatted(max), String.class, now.toEpochMilli());
    }

    private record Stored<S>(Set<AssociationValue> associationValues, S saga) implements Entry<S> {}
}
