package org.tallystick.app.verification;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionPosted;
import org.tallystick.events.TransactionReversed;
import org.tallystick.events.TransactionStates;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.transaction.TransactionProjection;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.EnumText;
import org.tallystick.values.Posting;
import org.tallystick.values.Side;

/** That the entries of every transaction balance, and that its row says what its events say. */
final class TransactionCheck {
    private final Tables tables;
    private final Consumer<String> differ;
    private final Map<String, BigInteger> unbalanced = new HashMap<>();
    private final Map<String, Long> states = new TreeMap<>();

    TransactionCheck(Tables tables, Consumer<String> differ) {
        this.tables = tables;
        this.differ = differ;
    }

    /** What its first event says of a transaction for good. */
    private record Created(String postings, String reference, String description, Map<String, String> metadata) {
        static Created of(TransactionPosted event) {
            return of(event.postings(), event.reference(), event.description(), event.metadata());
        }

        static Created of(TransactionHeld event) {
            return of(event.postings(), event.reference(), event.description(), event.metadata());
        }

        private static Created of(
                List<Posting> postings, String reference, String description, Map<String, String> metadata) {
            return new Created(EventMappers.json().writeValueAsString(postings), reference, description, metadata);
        }
    }

    /** @param after the position before the first event */
    void check(List<RecordedEvent> events, long after, long last) {
        Set<String> ledgers = events.stream()
                .map(event -> ((DomainEvent) event.payload()).ledger().value())
                .collect(Collectors.toSet());
        Map<Long, Created> rows = new HashMap<>();
        ledgers.forEach(ledger -> read(ledger, after, last, rows));
        for (RecordedEvent event : events) {
            if (event.payload() instanceof AccountEntry entry) {
                add(entry);
            } else if (event.payload() instanceof TransactionEvent happened) {
                checkBalance(event);
                checkRow(event, happened, rows.get(event.position()));
            }
        }
    }

    private void read(String ledger, long after, long last, Map<Long, Created> rows) {
        tables.jdbc()
                .query(
                        "SELECT * FROM " + tables.name(TransactionProjection.TRANSACTION)
                                + " WHERE ledger = ? AND position > ? AND position <= ?",
                        row -> {
                            rows.put(
                                    row.getLong("position"),
                                    new Created(
                                            row.getString("postings"),
                                            row.getString("reference"),
                                            row.getString("description"),
                                            Columns.metadata(row.getString("metadata"))));
                        },
                        ledger,
                        after,
                        last);
    }

    private void add(AccountEntry entry) {
        BigInteger sign = entry.side() == Side.DEBIT ? BigInteger.ONE : BigInteger.ONE.negate();
        unbalanced.merge("posted " + entry.asset(), entry.postedChange().multiply(sign), BigInteger::add);
        unbalanced.merge("pending " + entry.asset(), entry.pendingChange().multiply(sign), BigInteger::add);
    }

    /** The entries of a transaction stand before its event, in the same unit of work. */
    private void checkBalance(RecordedEvent event) {
        unbalanced.values().removeIf(sum -> sum.signum() == 0);
        if (!unbalanced.isEmpty()) {
            differ.accept("transaction " + event.stream() + " at " + event.position() + ": its entries do not balance: "
                    + unbalanced);
            unbalanced.clear();
        }
    }

    private void checkRow(RecordedEvent event, TransactionEvent happened, Created found) {
        if (happened instanceof TransactionPosted posted) {
            states.merge("posted", 1L, Long::sum);
            compare(event, Created.of(posted), found);
        } else if (happened instanceof TransactionHeld held) {
            states.merge("pending", 1L, Long::sum);
            compare(event, Created.of(held), found);
        } else if (happened instanceof TransactionReversed reversed) {
            compare(event, reversed.reversedBy().value(), column(happened, "reversed_by"));
        } else {
            String state = EnumText.of(TransactionStates.phase(happened));
            states.merge("pending", -1L, Long::sum);
            states.merge(state, 1L, Long::sum);
            compare(event, state, column(happened, "state"));
            if (happened instanceof HeldTransactionPosted posted) {
                String amounts = EventMappers.json().writeValueAsString(posted.amounts());
                compare(event, amounts, column(happened, "posted"));
            }
        }
    }

    private String column(TransactionEvent happened, String column) {
        return tables
                .jdbc()
                .queryForList(
                        "SELECT " + column + " FROM " + tables.name(TransactionProjection.TRANSACTION)
                                + " WHERE ledger = ? AND id = ?",
                        String.class,
                        happened.ledger().value(),
                        happened.transaction().value())
                .stream()
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void compare(RecordedEvent event, Object right, Object found) {
        if (!right.equals(found)) {
            differ.accept("transaction " + event.stream() + ": " + found + " in the read model, " + right
                    + " by the event at " + event.position());
        }
    }

    /** How many transactions are in which state, after all events. */
    void compareCounts() {
        Map<String, Long> found = new TreeMap<>();
        tables.jdbc()
                .query(
                        "SELECT state, COUNT(*) FROM " + tables.name(TransactionProjection.TRANSACTION)
                                + " GROUP BY state",
                        row -> {
                            found.put(row.getString(1), row.getLong(2));
                        });
        states.values().removeIf(count -> count == 0);
        if (!found.equals(states)) {
            differ.accept("transactions by state: " + found + " in the read model, " + states + " by the events");
        }
    }
}
