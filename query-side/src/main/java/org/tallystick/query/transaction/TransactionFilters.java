package org.tallystick.query.transaction;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.queries.Basis;
import org.tallystick.queries.ListTransactions;
import org.tallystick.queries.TransactionFilter;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.InList;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.EnumText;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionPhase;

/** What was asked for of transactions, each as a condition on a row {@code t}, and as a way where there is an index for it. */
final class TransactionFilters {
    private final List<Filter> all = new ArrayList<>();
    private final ListTransactions query;
    private final Span span;
    private final Tables tables;

    /**
     * One thing that was asked for.
     *
     * @param condition null where its way alone tells it
     * @param way to all that fulfil it; null where there is no index for it
     */
    record Filter(String condition, List<Object> arguments, Way way) {}

    private TransactionFilters(ListTransactions query, Span span, Tables tables) {
        this.query = query;
        this.span = span;
        this.tables = tables;
    }

    /** @param ofAccounts along the entries of what is asked for by address; null when those are too many, or not asked for */
    static List<Filter> of(ListTransactions query, Span span, Way ofAccounts, Tables tables) {
        TransactionFilters filters = new TransactionFilters(query, span, tables);
        TransactionFilter asked = query.filter();
        filters.addAddress(asked, ofAccounts);
        filters.addReference(asked.reference());
        filters.addStates(asked.states());
        filters.addReversed(asked.reversed());
        filters.addMetadata(asked);
        filters.addAmounts(asked.minAmount(), asked.maxAmount());
        filters.addEffective(asked);
        return filters.all;
    }

    private IndexWalk walk(String table) {
        return new IndexWalk(tables.name(table)).equal("ledger", query.ledger().value());
    }

    @SafeVarargs
    private void add(String condition, List<?> arguments, Supplier<IndexWalk>... parts) {
        Way way = parts.length == 0 ? null : new IndexWay(query.ledger(), List.of(parts), span, tables);
        all.add(new Filter(condition, List.copyOf(arguments), way));
    }

    /** As the postings tell it; there is no quotation mark in an address. An entry does not tell of which side it is. */
    private void addAddress(TransactionFilter asked, Way ofAccounts) {
        String address = asked.account() != null
                ? "\":\"" + asked.account() + "\""
                : asked.prefix().isEmpty() ? null : "\":\"" + asked.prefix();
        if (address == null) {
            return;
        }
        if (asked.side() == null) {
            all.add(new Filter(
                    "(POSITION(? IN t.postings) > 0 OR POSITION(? IN t.postings) > 0)",
                    List.of("\"debit" + address, "\"credit" + address),
                    ofAccounts));
        } else {
            String side = "\"" + (asked.side() == Side.DEBIT ? "debit" : "credit") + address;
            all.add(new Filter("POSITION(? IN t.postings) > 0", List.of(side), null));
            if (ofAccounts != null) {
                all.add(new Filter(null, List.of(), ofAccounts));
            }
        }
    }

    private void addReference(String reference) {
        if (reference != null) {
            add(
                    "t.reference = ?",
                    List.of(reference),
                    () -> walk(TransactionProjection.TRANSACTION).equal("reference", reference));
        }
    }

    /** Nearly all are posted: there is no way to those. */
    private void addStates(Set<TransactionPhase> states) {
        List<String> names = states.stream().map(EnumText::of).sorted().toList();
        if (names.isEmpty()) {
            return;
        }
        InList listed = new InList(names);
        if (states.contains(TransactionPhase.POSTED)) {
            add("t.state" + listed.sql(), listed.arguments());
        } else {
            List<Supplier<IndexWalk>> parts = new ArrayList<>();
            names.forEach(name -> parts.add(() -> walk(TransactionProjection.TRANSACTION)
                    .equal("state", name)
                    .and(TransactionProjection.NOT_POSTED)));
            all.add(new Filter(
                    "t.state" + listed.sql(), listed.arguments(), new IndexWay(query.ledger(), parts, span, tables)));
        }
    }

    private void addReversed(Boolean reversed) {
        if (Boolean.TRUE.equals(reversed)) {
            add("t.reversed_by IS NOT NULL", List.of(), () -> walk(TransactionProjection.REVERSED));
        } else if (reversed != null) {
            add("t.reversed_by IS NULL", List.of());
        }
    }

    /** A row tells its metadata as JSON, in which no other text can look like a member. */
    private void addMetadata(TransactionFilter asked) {
        String member = "POSITION(? IN t.metadata) > 0";
        asked.metadata()
                .forEach((key, value) -> add(
                        member,
                        List.of(json(key) + ":" + json(value)),
                        () -> metadata(key).equal("meta_value", value)));
        asked.metadataKeys().forEach(key -> add(member, List.of(json(key) + ":"), () -> metadata(key)));
    }

    private static String json(String text) {
        return EventMappers.json().writeValueAsString(text);
    }

    private IndexWalk metadata(String key) {
        return walk(TransactionProjection.METADATA).equal("meta_key", key);
    }

    private void addAmounts(BigInteger least, BigInteger most) {
        if (least != null) {
            add("t.largest >= ?", List.of(Columns.number(least)));
        }
        if (most != null) {
            add("t.largest <= ?", List.of(Columns.number(most)));
        }
    }

    private void addEffective(TransactionFilter asked) {
        if (asked.basis() == Basis.EFFECTIVE && asked.from() != null) {
            add("t.effective_at >= ?", List.of(Columns.micros(asked.from())));
        }
        if (asked.basis() == Basis.EFFECTIVE && asked.to() != null) {
            add("t.effective_at < ?", List.of(Columns.micros(asked.to())));
        }
    }
}
