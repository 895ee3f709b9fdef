package org.tallystick.query.transaction;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionPosted;
import org.tallystick.events.TransactionReversed;
import org.tallystick.events.TransactionStates;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.Batch;
import org.tallystick.readmodels.EventRange;
import org.tallystick.readmodels.Projection;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;
import org.tallystick.storage.Database;
import org.tallystick.values.EnumText;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionState;

/**
 * Transactions as they are now, one row each, with what they can be found by: metadata, and whether they were reversed. The
 * entries tell those of an account.
 */
@Component
@Order(4)
@ProcessingGroup(TransactionProjection.NAME)
public final class TransactionProjection implements Projection {
    public static final String NAME = "transactions";
    public static final String TRANSACTION = "ledger_transaction";
    static final String METADATA = "transaction_metadata";
    /** Of those that were reversed the positions. */
    static final String REVERSED = "transaction_reversed";
    /** Of most transactions it does not hold, so the others alone are found by their state. */
    static final String NOT_POSTED = "state <> 'posted'";

    private static final List<String> KEYS = List.of("ledger", "id");

    @Override
    public List<String> tableStatements(Tables tables) {
        String ledger = "ledger " + tables.identifier(63) + " NOT NULL, ";
        return List.of(
                "CREATE TABLE " + tables.name(TRANSACTION) + " (" + ledger + "id " + tables.identifier(100)
                        + " NOT NULL, position BIGINT NOT NULL, state VARCHAR(7) NOT NULL,"
                        + " postings " + text(tables) + " NOT NULL, posted " + text(tables) + ", expires_at BIGINT,"
                        + " effective_at BIGINT, recorded_at BIGINT NOT NULL, resolved_at BIGINT,"
                        + " reference VARCHAR(1000), description VARCHAR(10000), metadata " + text(tables)
                        + ", reverses VARCHAR(100), reversed_by VARCHAR(100), version BIGINT NOT NULL,"
                        + " actor VARCHAR(1000), request_id VARCHAR(1000), largest NUMERIC(38) NOT NULL,"
                        + " PRIMARY KEY (ledger, id))",
                "CREATE TABLE " + tables.name(METADATA) + " (" + ledger + "meta_key VARCHAR(128) NOT NULL,"
                        + " meta_value VARCHAR(1024) NOT NULL, position BIGINT NOT NULL,"
                        + " PRIMARY KEY (ledger, meta_key, meta_value, position))",
                "CREATE TABLE " + tables.name(REVERSED) + " (" + ledger
                        + "position BIGINT NOT NULL, PRIMARY KEY (ledger, position))");
    }

    private static String text(Tables tables) {
        return tables.database() == Database.H2 ? "VARCHAR(1000000)" : "TEXT";
    }

    @Override
    public List<String> indexStatements(Tables tables) {
        String table = tables.name(TRANSACTION);
        String metadata = tables.name(METADATA);
        return List.of(
                "CREATE UNIQUE INDEX " + table + "_position ON " + table + " (ledger, position)",
                "CREATE INDEX " + table + "_reference ON " + table + " (ledger, reference, position)"
                        + tables.where("reference IS NOT NULL"),
                "CREATE INDEX " + table + "_state ON " + table + " (ledger, state, position)"
                        + tables.where(NOT_POSTED),
                "CREATE INDEX " + metadata + "_key ON " + metadata + " (ledger, meta_key, position)");
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(TRANSACTION), tables.name(METADATA), tables.name(REVERSED));
    }

    @Override
    public Batch begin(EventRange events) {
        return new Changes();
    }

    @EventHandler
    void on(TransactionPosted event, RecordedEvent recorded, Changes changes) {
        changes.created.put(recorded.stream(), Created.by(recorded));
    }

    @EventHandler
    void on(TransactionHeld event, RecordedEvent recorded, Changes changes) {
        changes.created.put(recorded.stream(), Created.by(recorded));
    }

    @EventHandler
    void on(TransactionReversed event, RecordedEvent recorded, Changes changes) {
        changes.reversed.add(new Object[] {
            event.ledger().value(),
            event.transaction().value(),
            event.reversedBy().value(),
            recorded.sequence()
        });
    }

    /** Whatever else happens to a transaction ends a hold. */
    @EventHandler
    void on(TransactionEvent end, RecordedEvent recorded, Changes changes) {
        changes.resolved.add(resolution(end, recorded));
    }

    private static final class Changes implements Batch {
        private final Map<String, Created> created = new LinkedHashMap<>();
        private final List<Object[]> resolved = new ArrayList<>();
        private final List<Object[]> reversed = new ArrayList<>();

        @Override
        public void write(Tables tables) {
            insert(created.values(), tables);
            update(
                    Rows.replacing(tables, TRANSACTION, KEYS, List.of("state", "posted", "resolved_at", "version"))
                            .filling("effective_at"),
                    resolved);
            update(Rows.replacing(tables, TRANSACTION, KEYS, List.of("reversed_by", "version")), reversed);
            mark(reversed, tables);
        }
    }

    private static void mark(List<Object[]> reversed, Tables tables) {
        if (!reversed.isEmpty()) {
            tables.jdbc()
                    .batchUpdate(
                            "INSERT INTO " + tables.name(REVERSED) + " SELECT ledger, position FROM "
                                    + tables.name(TRANSACTION) + " WHERE ledger = ? AND id = ?",
                            reversed.stream()
                                    .map(row -> new Object[] {row[0], row[1]})
                                    .toList());
        }
    }

    private static Object[] resolution(TransactionEvent end, RecordedEvent recorded) {
        Long at = Columns.micros(recorded.recordedAt());
        boolean posted = end instanceof HeldTransactionPosted;
        return new Object[] {
            end.ledger().value(),
            end.transaction().value(),
            EnumText.of(TransactionStates.phase(end)),
            posted ? EventMappers.json().writeValueAsString(((HeldTransactionPosted) end).amounts()) : null,
            at,
            recorded.sequence(),
            posted ? at : null
        };
    }

    private static void update(Rows rows, List<Object[]> changed) {
        if (rows.update(changed) < changed.size()) {
            throw new IllegalStateException("an event came before its transaction");
        }
    }

    private static void insert(Iterable<Created> created, Tables tables) {
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> metadata = new ArrayList<>();
        for (Created one : created) {
            rows.add(one.row());
            one.state()
                    .metadata()
                    .forEach((key, value) ->
                            metadata.add(new Object[] {one.ledger().value(), key, value, one.position()}));
        }
        Rows.insert(
                tables,
                TRANSACTION,
                "ledger, id, position, state, postings, expires_at, effective_at,"
                        + " recorded_at, resolved_at, reference, description, metadata, reverses,"
                        + " version, actor, request_id, largest",
                rows);
        Rows.insert(tables, METADATA, "ledger, meta_key, meta_value, position", metadata);
    }

    /** A transaction after its first event, as rows. */
    private record Created(
            LedgerName ledger, long position, TransactionState state, long version, Map<String, String> by) {

        static Created by(RecordedEvent event) {
            TransactionEvent first = (TransactionEvent) event.payload();
            return new Created(
                    first.ledger(),
                    event.position(),
                    TransactionStates.after(null, first, event.recordedAt()),
                    event.sequence(),
                    event.metadata());
        }

        Object[] row() {
            return new Object[] {
                ledger.value(),
                state.id().value(),
                position,
                EnumText.of(state.phase()),
                EventMappers.json().writeValueAsString(state.postings()),
                Columns.micros(state.expiresAt()),
                Columns.micros(state.effectiveAt()),
                Columns.micros(state.recordedAt()),
                Columns.micros(state.resolvedAt()),
                state.reference(),
                state.description(),
                state.metadata().isEmpty() ? null : Columns.metadata(state.metadata()),
                state.reverses() == null ? null : state.reverses().value(),
                version,
                by.get(EventMetadata.ACTOR),
                by.get(EventMetadata.REQUEST_ID),
                Columns.number(largest())
            };
        }

        private BigInteger largest() {
            return state.postings().stream()
                    .map(Posting::amount)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }
}
