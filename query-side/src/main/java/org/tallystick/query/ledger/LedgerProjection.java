package org.tallystick.query.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.events.LedgerEvent;
import org.tallystick.events.RecordedEvent;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.Projection;
import org.tallystick.query.projection.Rows;
import org.tallystick.query.projection.Tables;

/** Ledgers as they are now, one row each. */
public final class LedgerProjection implements Projection {
    public static final String NAME = "ledgers";
    public static final String LEDGER = "ledger";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tableStatements(Tables tables) {
        return List.of("CREATE TABLE " + tables.name(LEDGER) + " (ledger " + tables.identifier(63)
                + " PRIMARY KEY, title VARCHAR(1000), metadata VARCHAR(100000) NOT NULL, locked_before BIGINT)");
    }

    @Override
    public List<String> indexStatements(Tables tables) {
        return List.of();
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(LEDGER));
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) {
        Map<String, Object[]> rows = new LinkedHashMap<>();
        for (RecordedEvent event : events) {
            if (event.payload() instanceof LedgerEvent changed) {
                rows.put(event.stream(), new Object[] {
                    changed.ledger().value(),
                    changed.state().name(),
                    Columns.metadata(changed.state().metadata()),
                    Columns.micros(changed.state().lockedBefore())
                });
            }
        }
        Rows.replacing(tables, LEDGER, Rows.columns("ledger"), Rows.columns("title, metadata, locked_before"))
                .write(new ArrayList<>(rows.values()));
    }
}
