package org.tallystick.query.projection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tallystick.readmodels.InList;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.Tables;

/**
 * A list of the rows of a table that pass some filters, by descending {@code position}. It walks along the index of the filter
 * that lets the fewest rows pass, as far as can be seen from where it begins, and not for long: after so many rows the part
 * ends, and tells where to go on. Each column of a filter is to have an index that goes on with the position. What is null
 * does not matter.
 */
public final class NewestFirst {
    /** How far each filter is looked along before one is taken. */
    private static final int LOOKED_AHEAD = 250;

    private static final int AT_ONCE = 512;
    private static final int MOST_SEEN = 1_024;

    private final Tables tables;
    private final String table;
    private final List<Filter> filters = new ArrayList<>();
    private long from;
    private long to = Long.MAX_VALUE;

    private NewestFirst(Tables tables, String table) {
        this.tables = tables;
        this.table = tables.name(table);
    }

    /** @param table without the version; with the columns {@code position} and {@code document} */
    public static NewestFirst of(Tables tables, String table) {
        return new NewestFirst(tables, table);
    }

    /** A row of the list: the state in it is still JSON. */
    public record Row(long position, String document) {}

    /**
     * A part of the list.
     *
     * @param rows also fewer than were asked for, or none, where it goes on
     * @param next behind which position it goes on; null at its end
     */
    public record Part(List<Row> rows, Long next) {

        /** The key of a cursor; null at the end. */
        public List<String> key() {
            return next == null ? null : List.of(next.toString());
        }
    }

    public NewestFirst where(String column, Object value) {
        return whereAny(column, value == null ? List.of() : List.of(value));
    }

    /** @param values of which a row has one; none for any */
    public NewestFirst whereAny(String column, Collection<?> values) {
        if (!values.isEmpty()) {
            filters.add(new Filter(
                    table,
                    List.of(column),
                    values.stream().map(value -> List.of(value)).toList()));
        }
        return this;
    }

    /**
     * Rows to whose position another table has one with these values.
     *
     * @param other without the version; an index of it goes from these columns to its {@code position}
     */
    public NewestFirst whereIn(String other, List<String> columns, List<?> values) {
        filters.add(new Filter(tables.name(other), columns, List.of(values)));
        return this;
    }

    /** @param metadata each entry of which a row has in a table of metadata */
    public NewestFirst whereMetadata(String other, Map<String, String> metadata) {
        metadata.forEach((key, value) -> whereIn(other, List.of("meta_key", "meta_value"), List.of(key, value)));
        return this;
    }

    /**
     * Rows are recorded in the order of their positions: an instant is a place in that order.
     *
     * @param column of the time
     * @param since inclusive
     * @param until exclusive
     */
    public NewestFirst between(String column, Instant since, Instant until) {
        from = since == null ? from : firstPosition(column, since);
        to = until == null ? to : Math.min(to, firstPosition(column, until));
        return this;
    }

    private long firstPosition(String column, Instant since) {
        return tables
                .jdbc()
                .queryForList(
                        "SELECT position FROM " + table + " WHERE " + column + " >= ? ORDER BY " + column
                                + ", position LIMIT 1",
                        Long.class,
                        Columns.micros(since))
                .stream()
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** Only what is behind a place in the list. @param after the key of a cursor; empty for the beginning */
    public NewestFirst after(List<String> after) {
        to = after.isEmpty() ? to : Math.min(to, Long.parseLong(after.get(0)));
        return this;
    }

    /** The next part, of at most so many rows. */
    public Part part(int limit) {
        boolean isPlain =
                filters.isEmpty() || filters.size() == 1 && filters.get(0).isOneOf(table);
        return isPlain ? plain(limit) : filtered(lead(), limit);
    }

    private Part plain(int limit) {
        IndexWalk walk = filters.isEmpty()
                ? new IndexWalk(table + " p")
                : filters.get(0).walks("p").get(0);
        List<Row> rows = rows(bounded(walk, "p", to).sql("p.position, p.document", true, limit + 1), walk.arguments());
        return rows.size() > limit ? ending(rows, limit) : new Part(rows, null);
    }

    private static Part ending(List<Row> rows, int limit) {
        return new Part(rows.subList(0, limit), rows.get(limit - 1).position());
    }

    private Part filtered(Filter lead, int limit) {
        List<Filter> others = filters.stream().filter(filter -> filter != lead).toList();
        List<Row> found = new ArrayList<>();
        List<Long> walked;
        long behind = to;
        int steps = Math.min(limit + 1, AT_ONCE);
        int seen = 0;
        boolean ended;
        do {
            walked = positions(lead, behind, steps);
            found.addAll(passing(walked, others));
            ended = walked.size() < steps;
            behind = walked.isEmpty() ? behind : walked.get(walked.size() - 1);
            seen += walked.size();
            steps = Math.min(2 * steps, AT_ONCE);
        } while (!ended && found.size() <= limit && seen < MOST_SEEN);
        if (found.size() > limit) {
            return ending(found, limit);
        }
        return new Part(found, ended ? null : behind);
    }

    /** The one that leads farthest in so many steps, or else has the fewest left. */
    private Filter lead() {
        Filter best = null;
        List<Long> farthest = List.of();
        for (Filter filter : filters) {
            List<Long> ahead = filters.size() == 1 ? List.of() : positions(filter, to, LOOKED_AHEAD);
            if (best == null || isSparser(ahead, farthest)) {
                best = filter;
                farthest = ahead;
            }
        }
        return best;
    }

    private static boolean isSparser(List<Long> ahead, List<Long> other) {
        if (ahead.size() < LOOKED_AHEAD || other.size() < LOOKED_AHEAD) {
            return ahead.size() < other.size();
        }
        return ahead.get(LOOKED_AHEAD - 1) < other.get(LOOKED_AHEAD - 1);
    }

    /** Of the rows that a filter lets pass, by descending position. */
    private List<Long> positions(Filter filter, long before, int most) {
        return filter.walks("l").stream()
                .map(walk -> bounded(walk, "l", before))
                .flatMap(walk ->
                        tables
                                .jdbc()
                                .queryForList(walk.sql("l.position", true, most), Long.class, walk.arguments())
                                .stream())
                .sorted(Comparator.reverseOrder())
                .limit(most)
                .toList();
    }

    private IndexWalk bounded(IndexWalk walk, String alias, long before) {
        walk.and(alias + ".position >= ?", from);
        if (before < Long.MAX_VALUE) {
            walk.and(alias + ".position < ?", before);
        }
        return walk.sortedBy(alias + ".position");
    }

    private List<Row> passing(List<Long> positions, List<Filter> others) {
        if (positions.isEmpty()) {
            return List.of();
        }
        InList listed = new InList(positions);
        StringBuilder sql = new StringBuilder("SELECT p.position, p.document FROM ")
                .append(table)
                .append(" p WHERE p.position")
                .append(listed.sql());
        List<Object> arguments = new ArrayList<>(listed.arguments());
        others.forEach(filter -> filter.addTo(sql, arguments, table));
        return rows(sql.append(" ORDER BY p.position DESC").toString(), arguments.toArray());
    }

    private List<Row> rows(String sql, Object[] arguments) {
        return tables.jdbc().query(sql, (row, index) -> new Row(row.getLong(1), row.getString(2)), arguments);
    }

    /**
     * @param in the table that has the columns
     * @param choices the values of the columns, one list of which they have
     */
    private record Filter(String in, List<String> columns, List<? extends List<?>> choices) {

        boolean isOneOf(String table) {
            return in.equals(table) && choices.size() == 1;
        }

        /** One for each choice. */
        List<IndexWalk> walks(String alias) {
            List<IndexWalk> walks = new ArrayList<>();
            for (List<?> values : choices) {
                IndexWalk walk = new IndexWalk(in + " " + alias);
                for (int i = 0; i < columns.size(); i++) {
                    walk.equal(alias + "." + columns.get(i), values.get(i));
                }
                walks.add(walk);
            }
            return walks;
        }

        /** As a condition on a row {@code p} of the list. */
        void addTo(StringBuilder sql, List<Object> arguments, String table) {
            if (in.equals(table)) {
                InList any =
                        new InList(choices.stream().map(values -> values.get(0)).toList());
                sql.append(" AND p.").append(columns.get(0)).append(any.sql());
                arguments.addAll(any.arguments());
            } else {
                String conditions =
                        columns.stream().map(column -> "m." + column + " = ?").collect(Collectors.joining(" AND "));
                sql.append(" AND EXISTS (SELECT 1 FROM ")
                        .append(in)
                        .append(" m WHERE ")
                        .append(conditions)
                        .append(" AND m.position = p.position)");
                arguments.addAll(choices.get(0));
            }
        }
    }
}
