package org.tallystick.query.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.tallystick.events.LedgerEvent;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.Batch;
import org.tallystick.readmodels.EventRange;
import org.tallystick.readmodels.Projection;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;

/** Ledgers as they are now, one row each. */
@Component
@Order(1)
@ProcessingGroup(LedgerProjection.NAME)
public final class LedgerProjection implements Projection {
    public static final String NAME = "ledgers";
    public static final String LEDGER = "ledger";

    @Override
    public List<String> tableStatements(Tables tables) {
        return List.of("CREATE TABLE " + tables.name(LEDGER) + " (ledger " + tables.identifier(63)
                + " PRIMARY KEY, title VARCHAR(1000), metadata VARCHAR(100000) NOT NULL, locked_before BIGINT)");
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(LEDGER));
    }

    @Override
    public Batch begin(EventRange events) {
        return new Changes();
    }

    @EventHandler
    void on(LedgerEvent event, Changes changes) {
        changes.last.put(event.ledger(), event.state());
    }

    /** What each ledger is after the batch. */
    private static final class Changes implements Batch {
        private final Map<LedgerName, LedgerState> last = new LinkedHashMap<>();

        @Override
        public void write(Tables tables) {
            List<Object[]> rows = new ArrayList<>();
            last.forEach((ledger, state) -> rows.add(new Object[] {
                ledger.value(), state.name(), Columns.metadata(state.metadata()), Columns.micros(state.lockedBefore())
            }));
            Rows.replacing(tables, LEDGER, Rows.columns("ledger"), Rows.columns("title, metadata, locked_before"))
                    .write(rows);
        }
    }
}
