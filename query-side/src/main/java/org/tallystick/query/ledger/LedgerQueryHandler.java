package org.tallystick.query.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import org.tallystick.answers.Ledger;
import org.tallystick.queries.FindLedger;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListLedgers;
import org.tallystick.queries.Page;
import org.tallystick.query.http.Pages;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;

@Component
public final class LedgerQueryHandler {
    private static final List<String> PROJECTIONS = List.of(LedgerProjection.NAME);

    private final ProjectionReads reads;

    public LedgerQueryHandler(ProjectionReads reads) {
        this.reads = reads;
    }

    @QueryHandler
    public Found<Ledger> handle(FindLedger query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            List<Ledger> found = select(
                    view.tables(LedgerProjection.NAME),
                    "ledger = ?",
                    query.ledger().value());
            if (found.isEmpty()) {
                throw Ledgers.notFound(query.ledger());
            }
            return new Found<>(found.get(0), view.position(LedgerProjection.NAME));
        });
    }

    @QueryHandler
    public Page<Ledger> handle(ListLedgers query) {
        int limit = query.slice().limit();
        String after =
                query.slice().after().isEmpty() ? "" : query.slice().after().get(0);
        return reads.read(PROJECTIONS, query.reached(), view -> {
            List<Ledger> found = select(
                    view.tables(LedgerProjection.NAME), "ledger > ? ORDER BY ledger LIMIT " + (limit + 1), after);
            return Pages.cut(
                    found, limit, last -> List.of(last.ledger().value()), view.position(LedgerProjection.NAME));
        });
    }

    private static List<Ledger> select(Tables tables, String condition, Object argument) {
        return tables.jdbc()
                .query(
                        "SELECT ledger, title, metadata, locked_before FROM " + tables.name(LedgerProjection.LEDGER)
                                + " WHERE " + condition,
                        (row, index) -> ledger(row),
                        argument);
    }

    private static Ledger ledger(ResultSet row) throws SQLException {
        return Ledger.of(
                new LedgerName(row.getString("ledger")),
                new LedgerState(
                        row.getString("title"),
                        Columns.metadata(row.getString("metadata")),
                        Columns.instant(row, "locked_before")));
    }
}
