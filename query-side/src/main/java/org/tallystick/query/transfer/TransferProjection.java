package org.tallystick.query.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.EventType;
import org.tallystick.events.TransferEvent;
import org.tallystick.events.TransferInitiated;
import org.tallystick.events.TransferStates;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.DocumentTable;
import org.tallystick.query.projection.DocumentTable.Column;
import org.tallystick.query.projection.DocumentTable.Stored;
import org.tallystick.readmodels.Batch;
import org.tallystick.readmodels.EventRange;
import org.tallystick.readmodels.Projection;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.EnumText;
import org.tallystick.values.TransferLeg;
import org.tallystick.values.TransferState;

/**
 * Transfers as they are now, one row each, with the accounts and the metadata by which they are listed; and what happened to
 * them, one row an event.
 */
@Component
@Order(6)
@ProcessingGroup(TransferProjection.NAME)
public final class TransferProjection implements Projection {
    public static final String NAME = "transfers";
    static final String LEG = "transfer_leg";
    static final String METADATA = "transfer_metadata";
    static final String STEP = "transfer_step";
    static final DocumentTable<TransferState> TRANSFERS = new DocumentTable<>(
            "transfer",
            TransferState.class,
            List.of(
                    Column.text("state", 20, state -> EnumText.of(state.phase())),
                    new Column<>(
                            "is_open",
                            tables -> "BOOLEAN",
                            state -> !state.phase().isEnded()),
                    Column.text("reference", 1_000, TransferState::reference),
                    new Column<>("initiated_at", tables -> "BIGINT", state -> Columns.micros(state.initiatedAt()))));

    @Override
    public List<String> tableStatements(Tables tables) {
        return List.of(
                TRANSFERS.statement(tables),
                "CREATE TABLE " + tables.name(LEG) + " (ledger " + tables.identifier(63) + ", account "
                        + tables.identifier(200)
                        + ", position BIGINT, PRIMARY KEY (ledger, account, position))",
                "CREATE TABLE " + tables.name(METADATA) + " (meta_key VARCHAR(128), meta_value VARCHAR(1024),"
                        + " position BIGINT, PRIMARY KEY (meta_key, meta_value, position))",
                "CREATE TABLE " + tables.name(STEP) + " (transfer " + tables.identifier(100)
                        + ", sequence BIGINT, position BIGINT NOT NULL,"
                        + " recorded_at BIGINT NOT NULL, type VARCHAR(100) NOT NULL, actor VARCHAR(1000),"
                        + " payload VARCHAR(1000000) NOT NULL, PRIMARY KEY (transfer, sequence))");
    }

    @Override
    public List<String> indexStatements(Tables tables) {
        String leg = tables.name(LEG);
        List<String> statements = new ArrayList<>(TRANSFERS.indexStatements(tables));
        statements.add("CREATE INDEX " + leg + "_ledger ON " + leg + " (ledger, position)");
        return statements;
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return Stream.of(TRANSFERS.table(), LEG, METADATA, STEP)
                .map(tables::name)
                .toList();
    }

    @Override
    public Batch begin(EventRange events) {
        return new Steps();
    }

    @EventHandler
    void on(TransferEvent event, RecordedEvent recorded, Steps steps) {
        steps.events.add(recorded);
    }

    private static final class Steps implements Batch {
        private final List<RecordedEvent> events = new ArrayList<>();

        @Override
        public void write(Tables tables) {
            Map<String, Stored<TransferState>> transfers = storedBefore(events, tables);
            List<Object[]> legs = new ArrayList<>();
            List<Object[]> metadata = new ArrayList<>();
            for (RecordedEvent event : events) {
                TransferEvent happened = (TransferEvent) event.payload();
                transfers.compute(happened.transfer().value(), (id, before) -> after(before, happened, event));
                if (happened instanceof TransferInitiated initiated) {
                    legs.add(leg(initiated.from(), event));
                    legs.add(leg(initiated.to(), event));
                    initiated
                            .metadata()
                            .forEach((key, value) -> metadata.add(new Object[] {key, value, event.position()}));
                }
            }
            TRANSFERS.write(transfers, tables);
            Rows.insert(tables, LEG, "ledger, account, position", legs);
            Rows.insert(tables, METADATA, "meta_key, meta_value, position", metadata);
            Rows.insert(
                    tables,
                    STEP,
                    "transfer, sequence, position, recorded_at, type, actor, payload",
                    events.stream().map(TransferProjection::step).toList());
        }
    }

    private static Stored<TransferState> after(
            Stored<TransferState> before, TransferEvent happened, RecordedEvent event) {
        TransferState state = TransferStates.after(
                before == null ? null : before.state(), happened, event.recordedAt(), actor(event));
        return new Stored<>(before == null ? event.position() : before.position(), state);
    }

    private static Object[] leg(TransferLeg leg, RecordedEvent event) {
        return new Object[] {leg.ledger().value(), leg.account().value(), event.position()};
    }

    /** Of the transfers that began before this batch. */
    private static Map<String, Stored<TransferState>> storedBefore(List<RecordedEvent> events, Tables tables) {
        return new LinkedHashMap<>(TRANSFERS.read(
                events.stream()
                        .filter(event -> !(event.payload() instanceof TransferInitiated))
                        .map(event ->
                                ((TransferEvent) event.payload()).transfer().value())
                        .distinct()
                        .toList(),
                tables));
    }

    private static String actor(RecordedEvent event) {
        return event.metadata().get(EventMetadata.ACTOR);
    }

    private static Object[] step(RecordedEvent event) {
        return new Object[] {
            ((TransferEvent) event.payload()).transfer().value(),
            event.sequence(),
            event.position(),
            Columns.micros(event.recordedAt()),
            EventType.of(event.payload()).logicalName(),
            actor(event),
            EventMappers.json().writeValueAsString(event.payload())
        };
    }
}
