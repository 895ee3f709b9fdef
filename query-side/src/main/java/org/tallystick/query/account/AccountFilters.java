package org.tallystick.query.account;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tallystick.queries.ListAccounts;
import org.tallystick.query.search.Filter;
import org.tallystick.query.search.FilteredSearch;
import org.tallystick.query.search.IndexWay;
import org.tallystick.query.search.Listed;
import org.tallystick.query.search.Span;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.EnumText;

/**
 * What was asked for of accounts, balances left out: each as a condition on a row {@code a} and as a way along an index. A prefix
 * is a span of addresses.
 */
final class AccountFilters {
    /** After every character of an address. */
    private static final char BEHIND = '~';

    private final Listed<String> listed;
    private final Span<String> span;
    private final List<Asked> all = new ArrayList<>();

    /** @param walk begins one along the index, with all its columns but the address */
    private record Asked(Filter<String> filter, Supplier<IndexWalk> walk) {}

    /** @param after the address behind which the list begins; null for all */
    AccountFilters(ListAccounts query, String after, Tables tables) {
        Span<String> prefixed = new Span<>(below(query.prefix()), query.prefix() + BEHIND, false);
        this.listed = new Listed<>(tables, AccountProjection.ACCOUNT, "a", query.ledger(), "address", String.class);
        this.span = after == null ? prefixed : prefixed.behind(after);
        query.metadata().forEach(this::addMetadata);
        addColumns(query);
    }

    /** Less than the prefix, and more than every address that is less. */
    private static String below(String prefix) {
        if (prefix.isEmpty()) {
            return "";
        }
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) - 1) + BEHIND;
    }

    private void add(String condition, List<?> arguments, Supplier<IndexWalk> walk) {
        all.add(new Asked(new Filter<>(condition, arguments, new IndexWay<>(listed, List.of(walk), span)), walk));
    }

    private void addMetadata(String key, String value) {
        add(
                "EXISTS (SELECT 1 FROM " + listed.tables().name(AccountProjection.METADATA)
                        + " m WHERE m.ledger = a.ledger AND m.address = a.address AND m.meta_key = ?"
                        + " AND m.meta_value = ?)",
                List.of(key, value),
                () -> listed.walk(AccountProjection.METADATA)
                        .equal("meta_key", key)
                        .equal("meta_value", value));
    }

    /** There is an index for each and for both. */
    private void addColumns(ListAccounts query) {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        if (query.status() != null) {
            columns.add("status");
            values.add(EnumText.of(query.status()));
        }
        if (query.asset() != null) {
            columns.add("asset");
            values.add(query.asset().toString());
        }
        if (!columns.isEmpty()) {
            add("a." + String.join(" = ? AND a.", columns) + " = ?", values, () -> {
                IndexWalk walk = listed.walk(AccountProjection.ACCOUNT);
                for (int i = 0; i < columns.size(); i++) {
                    walk.equal(columns.get(i), values.get(i));
                }
                return walk;
            });
        }
    }

    /**
     * Some accounts in the order of their addresses.
     *
     * @param next the address behind which the list goes on; null at its end
     */
    record Part(List<AccountRow> rows, String next) {}

    /** At most so many, and fewer where they are rare. */
    Part part(int limit) {
        FilteredSearch.Part<String, AccountRow> part = all.isEmpty()
                ? new FilteredSearch.Part<>(everything(limit + 1), null)
                : new FilteredSearch<>(listed, span, this::read).find(filters(), limit, AccountRow::address);
        List<AccountRow> found = part.found();
        return found.size() <= limit
                ? new Part(found, part.upTo())
                : new Part(
                        found.subList(0, limit), found.get(limit - 1).address().value());
    }

    private List<Filter<String>> filters() {
        return all.stream().map(Asked::filter).toList();
    }

    private List<AccountRow> everything(int count) {
        IndexWalk walk = span.bounding(listed.walk(AccountProjection.ACCOUNT), "address");
        return listed.tables().jdbc().query(walk.sql("*", false, count), AccountRow.MAPPER, walk.arguments());
    }

    private List<AccountRow> read(String condition, List<Object> arguments) {
        String sql = listed.select("a.*") + " WHERE " + condition + " ORDER BY a.address";
        return listed.tables().jdbc().query(sql, AccountRow.MAPPER, arguments.toArray());
    }

    /** How many there are, up to so many. All on the leading way are looked at, however few pass. */
    long count(int most) {
        Asked leading = leading();
        IndexWalk walk = span.bounding(
                leading == null ? listed.walk(AccountProjection.ACCOUNT) : leading.walk.get(), listed.key());
        List<Object> arguments = new ArrayList<>(List.of(walk.arguments()));
        String counted = walk.sql(listed.key(), false, most);
        if (all.size() > 1) {
            StringBuilder sql = new StringBuilder(listed.select("a.address"))
                    .append(" JOIN (")
                    .append(walk.sql(listed.key(), false, Integer.MAX_VALUE))
                    .append(") l ON l.address = a.address WHERE a.ledger = ?");
            arguments.add(listed.ledger().value());
            for (Asked other : all) {
                if (other != leading) {
                    sql.append(" AND ").append(other.filter.condition());
                    arguments.addAll(other.filter.arguments());
                }
            }
            counted = sql.append(" LIMIT ").append(most).toString();
        }
        return listed.tables()
                .jdbc()
                .queryForObject("SELECT COUNT(*) FROM (" + counted + ") counted", Long.class, arguments.toArray());
    }

    /** Null for none. */
    private Asked leading() {
        if (all.isEmpty()) {
            return null;
        }
        Filter<String> filter = new FilteredSearch<>(listed, span, this::read).leading(filters());
        return all.stream().filter(asked -> asked.filter == filter).findFirst().orElseThrow();
    }
}
