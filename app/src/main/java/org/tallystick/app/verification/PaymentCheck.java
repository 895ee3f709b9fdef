package org.tallystick.app.verification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.events.PaymentStates;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.payment.MoneyInFlight;
import org.tallystick.query.payment.PaymentCounts;
import org.tallystick.query.payment.PaymentRows;
import org.tallystick.query.payment.TimelineEntry;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.EnumText;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentState;

/** Every payment, and what happened to it, against its events; and the money in flight against all of them. */
final class PaymentCheck {
    private static final int PAGE = 500;

    private final EventLog log;
    private final Tables tables;
    private final JdbcTemplate jdbc;
    private final Consumer<String> differ;
    private final InFlightCheck inFlight = new InFlightCheck();
    private long payments;
    private long happenings;
    private long metadata;
    private final Map<List<Object>, Long> counts = new HashMap<>();

    PaymentCheck(EventLog log, Tables tables, Consumer<String> differ) {
        this.log = log;
        this.tables = tables;
        this.jdbc = tables.jdbc();
        this.differ = differ;
    }

    void check(List<RecordedEvent> events) {
        for (RecordedEvent event : events) {
            inFlight.see(event.payload());
            if (event.payload() instanceof PaymentEvent) {
                happenings++;
            }
            if (event.payload() instanceof PaymentInitiated initiated) {
                payments++;
                metadata += initiated.metadata().size();
            }
        }
    }

    /** After all events. */
    void compare() {
        RowCount.compare("payments", payments, PaymentRows.PAYMENT, tables, differ);
        RowCount.compare("metadata of payments", metadata, PaymentRows.METADATA, tables, differ);
        RowCount.compare("events of payments", happenings, PaymentRows.STEP, tables, differ);
        String after = "";
        List<Row> page;
        do {
            page = jdbc.query(
                    "SELECT * FROM " + tables.name(PaymentRows.PAYMENT) + " WHERE id > ? ORDER BY id LIMIT " + PAGE,
                    (row, index) -> new Row(
                            row.getString("id"),
                            PaymentRows.state(row.getString("document")),
                            Arrays.asList(
                                    row.getLong("position"),
                                    row.getString("ledger"),
                                    row.getString("payer"),
                                    row.getString("clearing"),
                                    row.getString("asset"),
                                    Columns.number(row, "amount"),
                                    row.getString("rail"),
                                    row.getString("reference"),
                                    row.getString("message_id"),
                                    row.getString("rail_reference"),
                                    row.getString("standing_order"),
                                    row.getLong("initiated_at"),
                                    row.getString("state"),
                                    row.getBoolean("is_open"))),
                    after);
            page.forEach(this::check);
            after = page.isEmpty() ? after : page.get(page.size() - 1).id;
        } while (page.size() == PAGE);
        differ("payments as they are counted", PaymentCounts.byKey(tables), counts);
        List<MoneyInFlight> right = inFlight.result(payment -> history(payment).state);
        differ("money in flight", MoneyInFlight.read(null, tables), right);
    }

    private void differ(String what, Object found, Object right) {
        if (!Objects.equals(found, right)) {
            differ.accept(what + ": " + found + " in the read model, " + right + " by the events");
        }
    }

    private void check(Row row) {
        History right = history(new PaymentId(row.id));
        differ("payment " + row.id, row.state, right.state);
        if (right.state != null) {
            differ("payment " + row.id + " as it can be found", row.filters, right.filters());
            counts.merge(PaymentCounts.key(right.state), 1L, Long::sum);
        }
        List<TimelineEntry> found = jdbc.query(
                "SELECT document FROM " + tables.name(PaymentRows.STEP) + " WHERE payment = ? ORDER BY position",
                (each, index) -> EventMappers.json().readValue(each.getString(1), TimelineEntry.class),
                row.id);
        differ("timeline of payment " + row.id, found, right.happenings);
    }

    private History history(PaymentId payment) {
        PaymentState state = null;
        List<TimelineEntry> happened = new ArrayList<>();
        for (RecordedEvent event : log.readStream(payment.stream())) {
            PaymentEvent payload = (PaymentEvent) event.payload();
            state = PaymentStates.after(
                    state,
                    payload,
                    event.recordedAt(),
                    event.metadata().get(EventMetadata.ACTOR),
                    event.metadata().get(EventMetadata.REQUEST_ID));
            happened.add(TimelineEntry.of(event, payload, state.phase()));
        }
        return new History(state, happened);
    }

    /** @param filters what a payment can be found by */
    private record Row(String id, PaymentState state, List<Object> filters) {}

    private record History(PaymentState state, List<TimelineEntry> happenings) {
        List<Object> filters() {
            return Arrays.asList(
                    happenings.get(0).position(),
                    state.ledger().value(),
                    state.payer().value(),
                    state.terms().clearing().value(),
                    state.asset().toString(),
                    state.amount(),
                    state.rail(),
                    state.reference(),
                    state.messageId(),
                    PaymentRows.found(state.railReference()),
                    state.standingOrder() == null ? null : state.standingOrder().value(),
                    Columns.micros(state.initiatedAt()),
                    EnumText.of(state.phase()),
                    !state.isEnded());
        }
    }
}
