package org.tallystick.query.standingorder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.tallystick.answers.StandingOrder;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.StandingOrderEvent;
import org.tallystick.events.StandingOrderPlaced;
import org.tallystick.events.StandingOrderRan;
import org.tallystick.events.StandingOrderStates;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.DocumentTable;
import org.tallystick.query.projection.DocumentTable.Column;
import org.tallystick.query.projection.DocumentTable.Stored;
import org.tallystick.readmodels.Batch;
import org.tallystick.readmodels.EventRange;
import org.tallystick.readmodels.InList;
import org.tallystick.readmodels.Projection;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.EnumText;
import org.tallystick.values.StandingOrderState;

/** Standing orders as they are now, one row each, with their metadata, and one row for each date that is done. */
@Component
@Order(7)
@ProcessingGroup(StandingOrderProjection.NAME)
public final class StandingOrderProjection implements Projection {
    public static final String NAME = "standing-orders";
    static final String METADATA = "standing_order_metadata";
    static final String RUN = "standing_order_run";
    private static final int AT_ONCE = 500;
    static final DocumentTable<StandingOrderState> ORDERS = new DocumentTable<>(
            "standing_order",
            StandingOrderState.class,
            List.of(
                    Column.text("ledger", 63, state -> state.order().ledger()),
                    Column.text("payer", 200, state -> state.order().payer()),
                    Column.text("rail", 100, state -> state.order().rail()),
                    Column.text("state", 20, state -> EnumText.of(StandingOrder.Status.of(state))),
                    Column.text("asset", 20, state -> state.order().asset()),
                    Column.text("reference", 1_000, state -> state.order().reference()),
                    new Column<>("placed_at", tables -> "BIGINT", state -> Columns.micros(state.placedAt()))));

    @Override
    public List<String> tableStatements(Tables tables) {
        return List.of(
                ORDERS.statement(tables),
                "CREATE TABLE " + tables.name(METADATA) + " (meta_key VARCHAR(128), meta_value VARCHAR(1024),"
                        + " position BIGINT, PRIMARY KEY (meta_key, meta_value, position))",
                "CREATE TABLE " + tables.name(RUN) + " (standing_order " + tables.identifier(100)
                        + ", run_date VARCHAR(20), ran_at BIGINT NOT NULL,"
                        + " payment VARCHAR(100) NOT NULL, code VARCHAR(100), reason VARCHAR(10000),"
                        + " PRIMARY KEY (standing_order, run_date))");
    }

    @Override
    public List<String> indexStatements(Tables tables) {
        String metadata = tables.name(METADATA);
        List<String> statements = new ArrayList<>(ORDERS.indexStatements(tables));
        statements.add("CREATE INDEX " + metadata + "_position ON " + metadata + " (position)");
        return statements;
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return Stream.of(ORDERS.table(), METADATA, RUN).map(tables::name).toList();
    }

    @Override
    public Batch begin(EventRange events) {
        return new Changes();
    }

    @EventHandler
    void on(StandingOrderRan ran, RecordedEvent recorded, Changes changes) {
        changes.events.add(recorded);
        changes.runs.add(run(ran, recorded));
    }

    @EventHandler
    void on(StandingOrderEvent event, RecordedEvent recorded, Changes changes) {
        changes.events.add(recorded);
    }

    private static final class Changes implements Batch {
        private final List<RecordedEvent> events = new ArrayList<>();
        private final List<Object[]> runs = new ArrayList<>();

        @Override
        public void write(Tables tables) {
            Map<String, Stored<StandingOrderState>> before = storedBefore(events, tables);
            Map<String, Stored<StandingOrderState>> after = new LinkedHashMap<>(before);
            for (RecordedEvent event : events) {
                after.compute(
                        ((StandingOrderEvent) event.payload()).standingOrder().value(),
                        (id, stored) -> after(stored, event));
            }
            ORDERS.write(after, tables);
            writeMetadata(before, after, tables);
            Rows.insert(tables, RUN, "standing_order, run_date, ran_at, payment, code, reason", runs);
        }
    }

    private static Stored<StandingOrderState> after(Stored<StandingOrderState> before, RecordedEvent event) {
        StandingOrderState state = StandingOrderStates.after(
                before == null ? null : before.state(),
                (StandingOrderEvent) event.payload(),
                event.recordedAt(),
                event.metadata().get(EventMetadata.ACTOR));
        return new Stored<>(before == null ? event.position() : before.position(), state);
    }

    private static void writeMetadata(
            Map<String, Stored<StandingOrderState>> before,
            Map<String, Stored<StandingOrderState>> after,
            Tables tables) {
        List<Object> replaced = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        after.forEach((id, stored) -> {
            Map<String, String> metadata = stored.state().order().metadata();
            Stored<StandingOrderState> was = before.get(id);
            if (was != null && was.state().order().metadata().equals(metadata)) {
                return;
            } else if (was != null) {
                replaced.add(stored.position());
            }
            metadata.forEach((key, value) -> rows.add(new Object[] {key, value, stored.position()}));
        });
        for (InList some : InList.parts(replaced, AT_ONCE)) {
            tables.jdbc()
                    .update(
                            "DELETE FROM " + tables.name(METADATA) + " WHERE position" + some.sql(),
                            some.arguments().toArray());
        }
        Rows.insert(tables, METADATA, "meta_key, meta_value, position", rows);
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
    private static Map<String, Stored<StandingOrderState>> storedBefore(List<RecordedEvent> events, Tables tables) {
        return ORDERS.read(
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
