package org.tallystick.query.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tallystick.queries.ListEntries;
import org.tallystick.query.entry.AccountKey;
import org.tallystick.query.entry.EntryBlocks;
import org.tallystick.query.entry.EntryIndex;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.StatementEntry;
import org.tallystick.query.entry.Statements;
import org.tallystick.query.transaction.TransactionProjection;
import org.tallystick.readmodels.ProjectionReads.ServingVersions;
import org.tallystick.readmodels.ServingVersion;
import org.tallystick.readmodels.Tables;

/**
 * The page that a statement begins with when it goes back from now, without a transaction: one statement tells of the account
 * and where its entries are, another reads them. They never change, and those beyond the position of the first statement are
 * not looked at.
 */
final class NewestEntries {
    private final EntryIndex index;
    private final Statements statements;

    NewestEntries(EntryIndex index, Statements statements) {
        this.index = index;
        this.statements = statements;
    }

    /**
     * What was read.
     *
     * @param position that the entries stand for
     * @param transactionsKnown whether each transaction that they tell of is known to be there
     */
    record Newest(AccountKind kind, List<StatementEntry> entries, long position, boolean transactionsKnown) {}

    static boolean isAskedFor(ListEntries query) {
        return query.descending()
                && query.from() == null
                && query.to() == null
                && query.slice().after().isEmpty();
    }

    /** Empty where more must be looked at: dated entries, events that wait to be repaired, an account that is not there. */
    Optional<Newest> find(ListEntries query, int count, ServingVersions versions) {
        AccountKey account =
                new AccountKey(query.ledger().value(), query.address().value());
        Tables tables = versions.of(EntryProjection.NAME).tables();
        boolean inMemory = index.hasRecent(tables, account, count);
        return sight(account, !inMemory, versions).map(sight -> {
            EntryIndex.View view = index.view(tables, sight.folded, sight.reached);
            if (!inMemory) {
                view.withLastBlock(sight.block);
            }
            return new Newest(
                    sight.kind,
                    statements.newest(account, sight.kind.normal(), count, view, tables),
                    sight.reached,
                    sight.transactionsKnown);
        });
    }

    private record Sight(AccountKind kind, long folded, long reached, boolean transactionsKnown, byte[] block) {
        static Sight of(ResultSet row) throws SQLException {
            return new Sight(
                    AccountKind.of(row),
                    row.getLong("folded"),
                    row.getLong("reached"),
                    row.getBoolean("known"),
                    row.getBytes("block"));
        }
    }

    private static Optional<Sight> sight(AccountKey account, boolean withBlock, ServingVersions versions) {
        ServingVersion entries = versions.of(EntryProjection.NAME);
        ServingVersion transactions = versions.of(TransactionProjection.NAME);
        Tables tables = entries.tables();
        String sql = "SELECT a.asset, a.normal, f.position AS folded, e.position AS reached,"
                + " t.position >= e.position AND NOT " + ServingVersion.isParked("t") + " AS known,"
                + " CASE WHEN CAST(? AS BOOLEAN) THEN " + EntryBlocks.lastBlock(tables, "") + " END AS block FROM "
                + versions.of(AccountProjection.NAME).tables().name(AccountProjection.ACCOUNT) + " a"
                + entries.join("e") + transactions.join("t") + " JOIN " + tables.name(EntryBlocks.FOLDED)
                + " f ON f.id = 1 WHERE a.ledger = ? AND a.address = ? AND NOT " + ServingVersion.isStreamParked("e")
                + " AND NOT " + Statements.hasDated(tables);
        List<Object> arguments = new ArrayList<>(List.of(withBlock));
        arguments.addAll(entries.arguments());
        arguments.addAll(transactions.arguments());
        Collections.addAll(arguments, account.ledger(), account.address(), account.stream());
        return tables.jdbc().query(sql, (row, number) -> Sight.of(row), arguments.toArray()).stream()
                .findFirst();
    }
}
