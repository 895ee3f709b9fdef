package org.tallystick.query.transaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.RecordedEvent;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionPosted;
import org.tallystick.events.TransactionReversed;
import org.tallystick.events.TransactionStates;
import org.tallystick.events.codec.EnumText;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.Projection;
import org.tallystick.query.projection.Rows;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionState;

/**
 * Transactions as they are now, one row each, with the metadata that they can be found by. The entries tell those of an
 * account.
 */
public final class TransactionProjection implements Projection {
    public static final String NAME = "transactions";
    public static final String TRANSACTION = "ledger_transaction";
    static final String METADATA = "transaction_metadata";
    /** Of most transactions it does not hold, so the others alone are found by their state. */
    static final String NOT_POSTED = "state <> 'posted'";

    private static final List<String> KEYS = List.of("ledger", "id");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tableStatements(Tables tables) {
        String ledger = "ledger " + tables.identifier(63) + " NOT NULL, ";
        return List.of(
                "CREATE TABLE " + tables.name(TRANSACTION) + " (" + ledger + "id " + tables.identifier(100)
                        + " NOT NULL, position BIGINT NOT NULL, state VARCHAR(7) NOT NULL,"
                        + " postings " + text(tables) + " NOT NULL, posted " + text(tables) + ", expires_at BIGINT,"
                        + " effective_at BIGINT, recorded_at BIGINT NOT NULL, resolved_at BIGINT,"
                        + " reference VARCHAR(1000), description VARCHAR(10000), metadata " + text(tables)
                        + ", reverses VARCHAR(100), reversed_by VARCHAR(100), PRIMARY KEY (ledger, id))",
                "CREATE TABLE " + tables.name(METADATA) + " (" + ledger + "meta_key VARCHAR(64) NOT NULL,"
                        + " meta_value VARCHAR(512) NOT NULL, position BIGINT NOT NULL,"
                        + " PRIMARY KEY (ledger, meta_key, meta_value, position))");
    }

    private static String text(Tables tables) {
        return tables.database() == Tables.Database.H2 ? "VARCHAR(1000000)" : "TEXT";
    }

    @Override
    public List<String> indexStatements(Tables tables) {
        String table = tables.name(TRANSACTION);
        return List.of(
                "CREATE UNIQUE INDEX " + table + "_position ON " + table + " (ledger, position)",
                "CREATE INDEX " + table + "_reference ON " + table + " (ledger, reference, position)"
                        + tables.where("reference IS NOT NULL"),
                "CREATE INDEX " + table + "_state ON " + table + " (ledger, state, position)"
                        + tables.where(NOT_POSTED));
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(TRANSACTION), tables.name(METADATA));
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) {
        Map<String, Created> created = new LinkedHashMap<>();
        List<Object[]> resolved = new ArrayList<>();
        List<Object[]> reversed = new ArrayList<>();
        for (RecordedEvent event : events) {
            if (event.payload() instanceof TransactionPosted || event.payload() instanceof TransactionHeld) {
                created.put(event.stream(), Created.by(event));
            } else if (event.payload() instanceof TransactionReversed reversal) {
                reversed.add(new Object[] {
                    reversal.ledger().value(),
                    reversal.transaction().value(),
                    reversal.reversedBy().value()
                });
            } else if (event.payload() instanceof TransactionEvent end) {
                resolved.add(resolution(end, event.recordedAt()));
            }
        }
        insert(created.values(), tables);
        update(
                Rows.replacing(tables, TRANSACTION, KEYS, List.of("state", "posted", "resolved_at"))
                        .filling("effective_at"),
                resolved);
        update(Rows.replacing(tables, TRANSACTION, KEYS, List.of("reversed_by")), reversed);
    }

    private static Object[] resolution(TransactionEvent end, Instant recordedAt) {
        Long at = Columns.micros(recordedAt);
        boolean posted = end instanceof HeldTransactionPosted;
        return new Object[] {
            end.ledger().value(),
            end.transaction().value(),
            EnumText.of(TransactionStates.phase(end)),
            posted ? EventMappers.json().writeValueAsString(((HeldTransactionPosted) end).amounts()) : null,
            at,
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
                        + " recorded_at, resolved_at, reference, description, metadata, reverses",
                rows);
        Rows.insert(tables, METADATA, "ledger, meta_key, meta_value, position", metadata);
    }

    /** A transaction after its first event, as rows. */
    private record Created(LedgerName ledger, long position, TransactionState state) {

        static Created by(RecordedEvent event) {
            TransactionEvent first = (TransactionEvent) event.payload();
            return new Created(
                    first.ledger(), event.position(), TransactionStates.after(null, first, event.recordedAt()));
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
                state.reverses() == null ? null : state.reverses().value()
            };
        }
    }
}
