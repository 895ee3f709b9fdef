package org.tallystick.query.transaction;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.queries.Basis;
import org.tallystick.queries.TransactionFilter;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.search.Filter;
import org.tallystick.query.search.IndexWay;
import org.tallystick.query.search.Listed;
import org.tallystick.query.search.Span;
import org.tallystick.query.search.Way;
import org.tallystick.readmodels.InList;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.values.EnumText;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionPhase;

/** What was asked for of transactions, each as a condition on a row {@code t}, and as a way where there is an index for it. */
final class TransactionFilters {
    private final List<Filter<Long>> all = new ArrayList<>();
    private final Listed<Long> listed;
    private final Span<Long> span;

    private TransactionFilters(Listed<Long> listed, Span<Long> span) {
        this.listed = listed;
        this.span = span;
    }

    /** @param ofAccounts along the entries of what is asked for by address; null when those are too many, or not asked for */
    static List<Filter<Long>> of(TransactionFilter asked, Listed<Long> listed, Span<Long> span, Way<Long> ofAccounts) {
        TransactionFilters filters = new TransactionFilters(listed, span);
        filters.addAddress(asked, ofAccounts);
        filters.addReference(asked.reference());
        filters.addStates(asked.states());
        filters.addReversed(asked.reversed());
        filters.addMetadata(asked);
        filters.addAmounts(asked.minAmount(), asked.maxAmount());
        filters.addEffective(asked);
        return filters.all;
    }

    @SafeVarargs
    private void add(String condition, List<?> arguments, Supplier<IndexWalk>... parts) {
        Way<Long> way = parts.length == 0 ? null : new IndexWay<>(listed, List.of(parts), span);
        all.add(new Filter<>(condition, List.copyOf(arguments), way));
    }

    /** As the postings tell it; there is no quotation mark in an address. An entry does not tell of which side it is. */
    private void addAddress(TransactionFilter asked, Way<Long> ofAccounts) {
        String address = asked.account() != null
                ? "\":\"" + asked.account() + "\""
                : asked.prefix().isEmpty() ? null : "\":\"" + asked.prefix();
        if (address == null) {
            return;
        }
        if (asked.side() == null) {
            all.add(new Filter<>(
                    "(POSITION(? IN t.postings) > 0 OR POSITION(? IN t.postings) > 0)",
                    List.of("\"debit" + address, "\"credit" + address),
                    ofAccounts));
        } else {
            String side = "\"" + (asked.side() == Side.DEBIT ? "debit" : "credit") + address;
            all.add(new Filter<>("POSITION(? IN t.postings) > 0", List.of(side), null));
            if (ofAccounts != null) {
                all.add(new Filter<>(null, List.of(), ofAccounts));
            }
        }
    }

    private void addReference(String reference) {
        if (reference != null) {
            add(
                    "t.reference = ?",
                    List.of(reference),
                    () -> listed.walk(TransactionProjection.TRANSACTION).equal("reference", reference));
        }
    }

    /** Nearly all are posted: there is no way to those. */
    private void addStates(Set<TransactionPhase> states) {
        List<String> names = states.stream().map(EnumText::of).sorted().toList();
        if (names.isEmpty()) {
            return;
        }
        InList any = new InList(names);
        if (states.contains(TransactionPhase.POSTED)) {
            add("t.state" + any.sql(), any.arguments());
        } else {
            List<Supplier<IndexWalk>> parts = new ArrayList<>();
            names.forEach(name -> parts.add(() -> listed.walk(TransactionProjection.TRANSACTION)
                    .equal("state", name)
                    .and(TransactionProjection.NOT_POSTED)));
            all.add(new Filter<>("t.state" + any.sql(), any.arguments(), new IndexWay<>(listed, parts, span)));
        }
    }

    private void addReversed(Boolean reversed) {
        if (Boolean.TRUE.equals(reversed)) {
            add("t.reversed_by IS NOT NULL", List.of(), () -> listed.walk(TransactionProjection.REVERSED));
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
        return listed.walk(TransactionProjection.METADATA).equal("meta_key", key);
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
