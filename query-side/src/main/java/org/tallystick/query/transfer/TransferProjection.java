package org.tallystick.query.transfer;

import java.util.List;
import java.util.Map;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.RecordedEvent;
import org.tallystick.events.TransferEvent;
import org.tallystick.events.TransferInitiated;
import org.tallystick.events.TransferStates;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.Projection;
import org.tallystick.query.projection.Rows;
import org.tallystick.query.projection.StateTable;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.TransferState;

/** Transfers as they are now, one row each, and what happened to them, one row an event. */
public final class TransferProjection implements Projection {
    public static final String NAME = "transfers";
    static final String TRANSFER = "transfer";
    static final String STEP = "transfer_step";
    static final StateTable<TransferState> STATES = new StateTable<>(TRANSFER, "transfer", TransferState.class);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tableStatements(Tables tables) {
        String id = "transfer " + tables.identifier(100);
        return List.of(
                STATES.statement(tables),
                "CREATE TABLE " + tables.name(STEP) + " (" + id + ", sequence BIGINT, position BIGINT NOT NULL,"
                        + " recorded_at BIGINT NOT NULL, type VARCHAR(100) NOT NULL, actor VARCHAR(1000),"
                        + " payload VARCHAR(1000000) NOT NULL, PRIMARY KEY (transfer, sequence))");
    }

    @Override
    public List<String> indexStatements(Tables tables) {
        return List.of();
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(TRANSFER), tables.name(STEP));
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) {
        List<RecordedEvent> ours = events.stream()
                .filter(event -> event.payload() instanceof TransferEvent)
                .toList();
        if (ours.isEmpty()) {
            return;
        }
        Map<String, TransferState> states = storedBefore(ours, tables);
        for (RecordedEvent event : ours) {
            TransferEvent happened = (TransferEvent) event.payload();
            states.compute(
                    happened.transfer().value(),
                    (id, before) -> TransferStates.after(before, happened, event.recordedAt(), actor(event)));
        }
        STATES.write(states, tables);
        Rows.insert(
                tables,
                STEP,
                "transfer, sequence, position, recorded_at, type, actor, payload",
                ours.stream().map(TransferProjection::step).toList());
    }

    /** Of the transfers that began before this batch. */
    private static Map<String, TransferState> storedBefore(List<RecordedEvent> events, Tables tables) {
        return STATES.read(
                events.stream()
                        .filter(event -> !(event.payload() instanceof TransferInitiated))
                        .map(event ->
                                ((TransferEvent) event.payload()).transfer().value())
                        .distinct()
                        .toList(),
                tables);
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
            event.type().logicalName(),
            actor(event),
            EventMappers.json().writeValueAsString(event.payload())
        };
    }
}
