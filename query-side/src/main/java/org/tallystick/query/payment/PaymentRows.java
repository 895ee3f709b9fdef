package org.tallystick.query.payment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.events.PaymentStates;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.InList;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;
import org.tallystick.storage.Database;
import org.tallystick.values.EnumText;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentState;

/**
 * Payments as they are now, one row each, and one row for each thing that happened to them. What a payment is after an event
 * is decided where the write side decides it. Its beneficiary stays encrypted here.
 */
public final class PaymentRows {
    public static final String PAYMENT = "payment";
    public static final String STEP = "payment_step";
    public static final String METADATA = "payment_metadata";
    private static final int IDS = 500;
    /** Of what rails call a payment so much counts where it is looked for. */
    private static final int LONGEST_FOUND = 500;

    private static final List<String> INDEXED = List.of(
            "ledger",
            "payer",
            "rail",
            "state",
            "asset",
            "reference",
            "message_id",
            "rail_reference",
            "standing_order",
            "initiated_at",
            "is_open");

    private PaymentRows() {}

    static List<String> tableStatements(Tables tables) {
        String id = tables.identifier(100);
        return List.of(
                "CREATE TABLE " + tables.name(PAYMENT) + " (id " + id + " PRIMARY KEY, position BIGINT NOT NULL,"
                        + " ledger " + tables.identifier(63) + " NOT NULL, payer " + tables.identifier(200)
                        + " NOT NULL, clearing " + tables.identifier(200) + " NOT NULL, asset " + tables.identifier(20)
                        + " NOT NULL, amount NUMERIC(38) NOT NULL, rail " + tables.identifier(100)
                        + " NOT NULL, reference VARCHAR(1000), message_id " + tables.identifier(100)
                        + ", rail_reference VARCHAR(" + LONGEST_FOUND + "), standing_order " + id
                        + ", initiated_at BIGINT NOT NULL,"
                        + " state VARCHAR(20) NOT NULL, is_open BOOLEAN NOT NULL, document " + text(tables)
                        + " NOT NULL)",
                "CREATE TABLE " + tables.name(METADATA) + " (meta_key VARCHAR(128) NOT NULL, meta_value VARCHAR(1024)"
                        + " NOT NULL, position BIGINT NOT NULL, PRIMARY KEY (meta_key, meta_value, position))",
                "CREATE TABLE " + tables.name(STEP) + " (position BIGINT PRIMARY KEY, payment " + id
                        + " NOT NULL, document " + text(tables) + " NOT NULL)");
    }

    private static String text(Tables tables) {
        return tables.database() == Database.H2 ? "VARCHAR(1000000)" : "TEXT";
    }

    static List<String> indexStatements(Tables tables) {
        List<String> statements = new ArrayList<>();
        String payment = tables.name(PAYMENT);
        statements.add("CREATE UNIQUE INDEX " + payment + "_position ON " + payment + " (position)");
        for (String column : INDEXED) {
            statements.add("CREATE INDEX " + payment + "_" + column + " ON " + payment + " (" + column + ", position)");
        }
        String step = tables.name(STEP);
        statements.add("CREATE INDEX " + step + "_payment ON " + step + " (payment, position)");
        return statements;
    }

    static void write(List<RecordedEvent> events, Tables tables) {
        Map<PaymentId, Progress> changed = new LinkedHashMap<>();
        List<Object[]> steps = new ArrayList<>();
        Map<PaymentId, PaymentState> before = before(events, tables);
        for (RecordedEvent event : events) {
            if (event.payload() instanceof PaymentEvent happened) {
                PaymentId id = happened.payment();
                PaymentState state = changed.computeIfAbsent(id, absent -> new Progress(before.get(id)))
                        .on(happened, event);
                steps.add(new Object[] {
                    event.position(), id.value(), json(TimelineEntry.of(event, happened, state.phase()))
                });
            }
        }
        writePayments(changed.values(), tables);
        Rows.insert(tables, STEP, "position, payment, document", steps);
    }

    private static void writePayments(Iterable<Progress> changed, Tables tables) {
        List<Object[]> created = new ArrayList<>();
        List<Object[]> moved = new ArrayList<>();
        List<Object[]> metadata = new ArrayList<>();
        PaymentCounts.Changes counts = new PaymentCounts.Changes();
        for (Progress one : changed) {
            if (one.createdAt == 0) {
                moved.add(one.movedRow());
            } else {
                created.add(one.createdRow());
                one.state.metadata().forEach((key, value) -> metadata.add(new Object[] {key, value, one.createdAt}));
            }
            counts.move(one.before, one.state);
        }
        Rows.insert(
                tables,
                PAYMENT,
                "id, position, ledger, payer, clearing, asset, amount, rail, reference, standing_order, initiated_at,"
                        + " state, is_open, message_id, rail_reference, document",
                created);
        Rows.insert(tables, METADATA, "meta_key, meta_value, position", metadata);
        Rows.replacing(
                        tables,
                        PAYMENT,
                        List.of("id"),
                        List.of("state", "is_open", "message_id", "rail_reference", "document"))
                .update(moved);
        counts.write(tables);
    }

    /** The payments that a batch moves on but does not begin. */
    private static Map<PaymentId, PaymentState> before(List<RecordedEvent> events, Tables tables) {
        List<String> ids = events.stream()
                .filter(event -> event.payload() instanceof PaymentEvent && event.sequence() > 0)
                .map(event -> ((PaymentEvent) event.payload()).payment().value())
                .distinct()
                .toList();
        Map<PaymentId, PaymentState> found = new HashMap<>();
        for (InList some : InList.parts(ids, IDS)) {
            tables.jdbc()
                    .query(
                            "SELECT document FROM " + tables.name(PAYMENT) + " WHERE id" + some.sql(),
                            row -> {
                                PaymentState state = state(row.getString(1));
                                found.put(state.id(), state);
                            },
                            some.arguments().toArray());
        }
        return found;
    }

    /** What stands in the column {@code document} of a payment. */
    public static PaymentState state(String document) {
        return EventMappers.json().readValue(document, PaymentState.class);
    }

    /** What a rail calls a payment, as far as it counts where it is looked for. */
    public static String found(String reference) {
        return reference == null || reference.length() <= LONGEST_FOUND
                ? reference
                : reference.substring(0, LONGEST_FOUND);
    }

    static String json(Object value) {
        return EventMappers.json().writeValueAsString(value);
    }

    /** What a batch makes of one payment. */
    private static final class Progress {
        private final PaymentState before;
        private PaymentState state;
        private long createdAt;

        Progress(PaymentState before) {
            this.before = before;
            state = before;
        }

        PaymentState on(PaymentEvent event, RecordedEvent recorded) {
            if (event instanceof PaymentInitiated) {
                createdAt = recorded.position();
            } else if (state == null) {
                throw new IllegalStateException("an event came before its payment " + event.payment());
            }
            state = PaymentStates.after(
                    state,
                    event,
                    recorded.recordedAt(),
                    recorded.metadata().get(EventMetadata.ACTOR),
                    recorded.metadata().get(EventMetadata.REQUEST_ID));
            return state;
        }

        Object[] createdRow() {
            return new Object[] {
                state.id().value(),
                createdAt,
                state.ledger().value(),
                state.payer().value(),
                state.terms().clearing().value(),
                state.asset().toString(),
                Columns.number(state.amount()),
                state.rail(),
                state.reference(),
                state.standingOrder() == null ? null : state.standingOrder().value(),
                Columns.micros(state.initiatedAt()),
                EnumText.of(state.phase()),
                !state.isEnded(),
                state.messageId(),
                found(state.railReference()),
                json(state)
            };
        }

        Object[] movedRow() {
            return new Object[] {
                state.id().value(),
                EnumText.of(state.phase()),
                !state.isEnded(),
                state.messageId(),
                found(state.railReference()),
                json(state)
            };
        }
    }
}
