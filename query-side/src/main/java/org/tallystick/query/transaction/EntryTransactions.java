package org.tallystick.query.transaction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.query.entry.EntryTransaction;
import org.tallystick.query.entry.StatementEntry;
import org.tallystick.readmodels.InList;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Posting;
import tools.jackson.core.type.TypeReference;

/** The transactions of entries. Their postings may be long, so they are read only where an entry does not tell enough. */
public final class EntryTransactions {
    /** Those of a page, and of the one entry beyond it that is read. */
    private static final int IDS = 1_001;

    private static final TypeReference<List<Posting>> POSTINGS = new TypeReference<>() {};

    private EntryTransactions() {}

    /**
     * By identifier; those are absent that the projection does not have.
     *
     * @param allKnown whether it has all of them, so that entries need not be asked for that tell all of theirs
     */
    public static Map<String, EntryTransaction> of(
            LedgerName ledger, Collection<StatementEntry> all, boolean allKnown, Tables tables) {
        Map<String, EntryTransaction> found = new HashMap<>();
        List<StatementEntry> lacking = all.stream()
                .filter(entry -> !allKnown || entry.lacksTransaction())
                .toList();
        if (allKnown) {
            all.forEach(entry -> found.put(entry.transaction(), EntryTransaction.TEXTLESS));
        }
        List<String> incomplete = ids(lacking.stream().filter(entry -> entry.counterparty() == null));
        InList.parts(ids(lacking.stream()), IDS).forEach(some -> read(ledger, some, incomplete, tables, found));
        return found;
    }

    private static List<String> ids(Stream<StatementEntry> entries) {
        return entries.map(StatementEntry::transaction).distinct().toList();
    }

    private static void read(
            LedgerName ledger,
            InList ids,
            List<String> incomplete,
            Tables tables,
            Map<String, EntryTransaction> found) {
        List<Object> arguments = new ArrayList<>();
        String postings = "NULL";
        if (!incomplete.isEmpty()) {
            InList listed = new InList(incomplete);
            postings = "CASE WHEN id" + listed.sql() + " THEN postings END";
            arguments.addAll(listed.arguments());
        }
        InList.Condition wanted = ids.with(tables.database(), "ledger", ledger.value(), "id");
        arguments.addAll(wanted.arguments());
        tables.jdbc()
                .query(
                        "SELECT id, reference, description, " + postings + " AS postings FROM "
                                + tables.name(TransactionProjection.TRANSACTION) + " WHERE "
                                + wanted.sql(),
                        row -> {
                            found.put(row.getString("id"), transaction(row));
                        },
                        arguments.toArray());
    }

    private static EntryTransaction transaction(ResultSet row) throws SQLException {
        String postings = row.getString("postings");
        return new EntryTransaction(
                true,
                row.getString("reference"),
                row.getString("description"),
                postings == null ? List.of() : EventMappers.json().readValue(postings, POSTINGS));
    }
}
