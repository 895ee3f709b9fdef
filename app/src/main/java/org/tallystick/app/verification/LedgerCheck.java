package org.tallystick.app.verification;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tallystick.events.LedgerEvent;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;

/** Every ledger against its events. */
final class LedgerCheck {
    private final Tables tables;
    private final Consumer<String> differ;
    private final Map<LedgerName, LedgerState> ledgers = new HashMap<>();

    LedgerCheck(Tables tables, Consumer<String> differ) {
        this.tables = tables;
        this.differ = differ;
    }

    void check(List<RecordedEvent> events) {
        for (RecordedEvent event : events) {
            if (event.payload() instanceof LedgerEvent changed) {
                ledgers.put(changed.ledger(), changed.state());
            }
        }
    }

    /** After all events. */
    void compare() {
        tables.jdbc().query("SELECT * FROM " + tables.name(LedgerProjection.LEDGER), row -> {
            LedgerName name = new LedgerName(row.getString("ledger"));
            LedgerState found = new LedgerState(
                    row.getString("title"),
                    Columns.metadata(row.getString("metadata")),
                    Columns.instant(row, "locked_before"));
            LedgerState right = ledgers.get(name);
            if (!found.equals(right)) {
                differ.accept("ledger " + name + ": " + found + " in the read model, " + right + " by its events");
            }
        });
        RowCount.compare("ledgers", ledgers.size(), LedgerProjection.LEDGER, tables, differ);
    }
}
