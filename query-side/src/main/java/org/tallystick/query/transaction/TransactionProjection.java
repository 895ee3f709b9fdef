package org.tallystick.query.transaction;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.RecordedEvent;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionExpired;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionPosted;
import org.tallystick.events.TransactionReversed;
import org.tallystick.events.TransactionVoided;
import org.tallystick.events.codec.EnumText;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.Projection;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionPhase;

/** Transactions as they are now, one row each, with the accounts and metadata that they can be found by. */
public final class TransactionProjection implements Projection {
    public static final String NAME = "transactions";
    static final String TRANSACTION = "ledger_transaction";
    static final String ACCOUNT = "transaction_account";
    static final String METADATA = "transaction_metadata";

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
                        + " NOT NULL, reverses VARCHAR(100), reversed_by VARCHAR(100), PRIMARY KEY (ledger, id))",
                "CREATE TABLE " + tables.name(ACCOUNT) + " (" + ledger + "address " + tables.identifier(200)
                        + " NOT NULL, position BIGINT NOT NULL, PRIMARY KEY (ledger, address, position))",
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
                "CREATE INDEX " + table + "_reference ON " + table + " (ledger, reference, position)",
                "CREATE INDEX " + table + "_state ON " + table + " (ledger, state, position)");
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(TRANSACTION), tables.name(ACCOUNT), tables.name(METADATA));
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) {
        Map<String, Created> created = new LinkedHashMap<>();
        List<Object[]> resolved = new ArrayList<>();
        List<Object[]> reversed = new ArrayList<>();
        for (RecordedEvent event : events) {
            if (event.payload() instanceof TransactionPosted posted) {
                created.put(event.stream(), Created.of(posted, event));
            } else if (event.payload() instanceof TransactionHeld held) {
                created.put(event.stream(), Created.of(held, event));
            } else if (event.payload() instanceof TransactionReversed reversal) {
                reversed.add(new Object[] {
                    reversal.reversedBy().value(),
                    reversal.ledger().value(),
                    reversal.transaction().value()
                });
            } else if (event.payload() instanceof TransactionEvent end) {
                resolved.add(resolution(end, event.recordedAt()));
            }
        }
        insert(created.values(), tables);
        update(tables, "state = ?, posted = ?, resolved_at = ?, effective_at = COALESCE(effective_at, ?)", resolved);
        update(tables, "reversed_by = ?", reversed);
    }

    private static Object[] resolution(TransactionEvent end, Instant recordedAt) {
        TransactionPhase phase = end instanceof TransactionVoided
                ? TransactionPhase.VOIDED
                : end instanceof TransactionExpired ? TransactionPhase.EXPIRED : TransactionPhase.POSTED;
        Long at = Columns.micros(recordedAt);
        boolean posted = end instanceof HeldTransactionPosted;
        return new Object[] {
            EnumText.of(phase),
            posted ? EventMappers.json().writeValueAsString(((HeldTransactionPosted) end).amounts()) : null,
            at,
            posted ? at : null,
            end.ledger().value(),
            end.transaction().value()
        };
    }

    private static void update(Tables tables, String assignments, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        int[] found = tables.jdbc()
                .batchUpdate(
                        "UPDATE " + tables.name(TRANSACTION) + " SET " + assignments + " WHERE ledger = ? AND id = ?",
                        rows);
        for (int count : found) {
            if (count == 0) {
                throw new IllegalStateException("an event came before its transaction");
            }
        }
    }

    private static void insert(Iterable<Created> created, Tables tables) {
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> accounts = new ArrayList<>();
        List<Object[]> metadata = new ArrayList<>();
        for (Created one : created) {
            rows.add(one.row());
            one.addresses().forEach(address -> accounts.add(new Object[] {one.ledger(), address, one.position()}));
            one.metadata()
                    .forEach((key, value) -> metadata.add(new Object[] {one.ledger(), key, value, one.position()}));
        }
        batch(
                tables,
                TRANSACTION,
                "ledger, id, position, state, postings, posted, expires_at, effective_at,"
                        + " recorded_at, resolved_at, reference, description, metadata, reverses, reversed_by",
                15,
                rows);
        batch(tables, ACCOUNT, "ledger, address, position", 3, accounts);
        batch(tables, METADATA, "ledger, meta_key, meta_value, position", 4, metadata);
    }

    private static void batch(Tables tables, String table, String columns, int count, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            String marks = String.join(", ", java.util.Collections.nCopies(count, "?"));
            tables.jdbc()
                    .batchUpdate(
                            "INSERT INTO " + tables.name(table) + " (" + columns + ") VALUES (" + marks + ")", rows);
        }
    }

    /** The first event of a transaction as rows. */
    private record Created(
            String ledger, long position, Set<String> addresses, Map<String, String> metadata, Object[] row) {

        static Created of(TransactionPosted posted, RecordedEvent event) {
            Long recordedAt = Columns.micros(event.recordedAt());
            Long effectiveAt = posted.effectiveAt() == null ? recordedAt : Columns.micros(posted.effectiveAt());
            List<BigInteger> amounts =
                    posted.postings().stream().map(Posting::amount).toList();
            return new Created(
                    posted.ledger().value(),
                    event.position(),
                    addresses(posted.postings()),
                    posted.metadata(),
                    new Object[] {
                        posted.ledger().value(),
                        posted.transaction().value(),
                        event.position(),
                        EnumText.of(TransactionPhase.POSTED),
                        EventMappers.json().writeValueAsString(posted.postings()),
                        EventMappers.json().writeValueAsString(amounts),
                        null,
                        effectiveAt,
                        recordedAt,
                        recordedAt,
                        posted.reference(),
                        posted.description(),
                        Columns.metadata(posted.metadata()),
                        posted.reverses() == null ? null : posted.reverses().value(),
                        null
                    });
        }

        static Created of(TransactionHeld held, RecordedEvent event) {
            return new Created(
                    held.ledger().value(), event.position(), addresses(held.postings()), held.metadata(), new Object[] {
                        held.ledger().value(),
                        held.transaction().value(),
                        event.position(),
                        EnumText.of(TransactionPhase.PENDING),
                        EventMappers.json().writeValueAsString(held.postings()),
                        null,
                        Columns.micros(held.expiresAt()),
                        Columns.micros(held.effectiveAt()),
                        Columns.micros(event.recordedAt()),
                        null,
                        held.reference(),
                        held.description(),
                        Columns.metadata(held.metadata()),
                        null,
                        null
                    });
        }

        private static Set<String> addresses(List<Posting> postings) {
            Set<String> addresses = new LinkedHashSet<>();
            postings.forEach(posting -> {
                addresses.add(posting.debit().value());
                addresses.add(posting.credit().value());
            });
            return addresses;
        }
    }
}
