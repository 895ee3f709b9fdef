package org.tallystick.query.standingorder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tallystick.events.RecordedEvent;
import org.tallystick.events.StandingOrderEvent;
import org.tallystick.events.StandingOrderPlaced;
import org.tallystick.events.StandingOrderRan;
import org.tallystick.events.StandingOrderStates;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.Projection;
import org.tallystick.query.projection.Rows;
import org.tallystick.query.projection.StateTable;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.StandingOrderState;

/** Standing orders as they are now, one row each, and one row for each date that is done. */
public final class StandingOrderProjection implements Projection {
    public static final String NAME = "standing-orders";
    static final String ORDER = "standing_order";
    static final String RUN = "standing_order_run";
    static final StateTable<StandingOrderState> STATES =
            new StateTable<>(ORDER, "standing_order", StandingOrderState.class);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tableStatements(Tables tables) {
        String id = "standing_order " + tables.identifier(100);
        return List.of(
                STATES.statement(tables),
                "CREATE TABLE " + tables.name(RUN) + " (" + id + ", run_date VARCHAR(20), ran_at BIGINT NOT NULL,"
                        + " payment VARCHAR(100) NOT NULL, code VARCHAR(100), reason VARCHAR(10000),"
                        + " PRIMARY KEY (standing_order, run_date))");
    }

    @Override
    public List<String> indexStatements(Tables tables) {
        return List.of();
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(ORDER), tables.name(RUN));
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) {
        List<RecordedEvent> ours = events.stream()
                .filter(event -> event.payload() instanceof StandingOrderEvent)
                .toList();
        if (ours.isEmpty()) {
            return;
        }
        Map<String, StandingOrderState> states = storedBefore(ours, tables);
        List<Object[]> runs = new ArrayList<>();
        for (RecordedEvent event : ours) {
            StandingOrderEvent happened = (StandingOrderEvent) event.payload();
            states.compute(
                    happened.standingOrder().value(),
                    (id, before) -> StandingOrderStates.after(before, happened, event.recordedAt()));
            if (happened instanceof StandingOrderRan ran) {
                runs.add(run(ran, event));
            }
        }
        STATES.write(states, tables);
        Rows.insert(tables, RUN, "standing_order, run_date, ran_at, payment, code, reason", runs);
    }

    private static Object[] run(StandingOrderRan ran, RecordedEvent event) {
        return new Object[] {
            ran.standingOrder().value(),
            ran.date().toString(),
            Columns.micros(event.recordedAt()),
            ran.payment().value(),
            ran.code(),
            ran.reason()
        };
    }

    /** Of the orders that were placed before this batch. */
    private static Map<String, StandingOrderState> storedBefore(List<RecordedEvent> events, Tables tables) {
        return STATES.read(
                events.stream()
                        .filter(event -> !(event.payload() instanceof StandingOrderPlaced))
                        .map(event -> ((StandingOrderEvent) event.payload())
                                .standingOrder()
                                .value())
                        .distinct()
                        .toList(),
                tables);
    }
}
