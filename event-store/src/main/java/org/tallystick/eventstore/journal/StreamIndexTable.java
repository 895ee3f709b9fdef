package org.tallystick.eventstore.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.eventstore.StreamIndexing;

/** Reads which rows of the journal hold events of a stream, as far as the index has come. */
final class StreamIndexTable {
    private static final int STREAMS_PER_QUERY = 512;

    private final JdbcTemplate jdbc;
    private final StreamIndexing indexing;

    StreamIndexTable(DataSource dataSource, StreamIndexing indexing) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.indexing = indexing;
    }

    private Optional<TimeOrderedId> timeOrdered(String stream) {
        return TimeOrderedId.of(stream, indexing.beforeTimeOrderedIds());
    }

    /** The position up to which the index is complete. */
    long progress() {
        Long position = jdbc.queryForObject("SELECT position FROM index_progress WHERE id = 1", Long.class);
        return position == null ? 0 : position;
    }

    /** The ascending positions above {@code after} of the rows with events of the stream. */
    long[] positions(String stream, long after) {
        return positions(stream, after, Integer.MAX_VALUE);
    }

    /**
     * Like {@link #positions}, only the first ones: enough for {@code maxEvents} events after the position. Each block holds
     * one at least, except the first: its one unit may end after the position with events of other streams alone.
     */
    long[] positions(String stream, long after, int maxEvents) {
        Optional<TimeOrderedId> timeOrdered = timeOrdered(stream);
        if (timeOrdered.isPresent()) {
            return positions(timeOrdered.get(), after);
        }
        List<byte[]> blocks = jdbc.queryForList(
                "SELECT positions FROM stream_block WHERE stream = ? AND last_position > ? ORDER BY last_position LIMIT ?",
                byte[].class,
                stream,
                after,
                maxEvents + 1L);
        return blocks.stream()
                .flatMapToLong(block -> Arrays.stream(PositionBlock.decode(block)))
                .filter(position -> position > after)
                .toArray();
    }

    /** The first and the last position of the states, and the last one of the stream, as far as there are any. */
    long[] decisive(String stream, String states) {
        LongStream.Builder found = LongStream.builder();
        jdbc.query(
                "(SELECT 1 AS part, positions FROM stream_block WHERE stream = ?"
                        + " ORDER BY stream, last_position LIMIT 1)"
                        + " UNION ALL (SELECT 2, positions FROM stream_block WHERE stream = ?"
                        + " ORDER BY stream DESC, last_position DESC LIMIT 1)"
                        + " UNION ALL (SELECT 3, positions FROM stream_block WHERE stream = ?"
                        + " ORDER BY stream DESC, last_position DESC LIMIT 1)",
                row -> {
                    long[] positions = PositionBlock.decode(row.getBytes(2));
                    found.add(row.getInt(1) == 1 ? positions[0] : positions[positions.length - 1]);
                },
                states,
                states,
                stream);
        return found.build().toArray();
    }

    private long[] positions(TimeOrderedId id, long after) {
        return jdbc
                .query(
                        "SELECT last_position, entries FROM transaction_block WHERE ledger = ? AND last_id >= ?"
                                + " AND last_id < ? AND first_id <= ? AND last_position > ?",
                        (row, index) -> TimeOrderedBlock.positions(id, row.getLong(1), row.getBytes(2)),
                        id.scope(),
                        id.bytes(),
                        id.after(TimeOrderedBlock.SPAN_MILLIS),
                        id.bytes(),
                        after)
                .stream()
                .flatMapToLong(positions -> positions)
                .filter(position -> position > after)
                .sorted()
                .distinct()
                .toArray();
    }

    boolean contains(String stream) {
        Optional<TimeOrderedId> timeOrdered = timeOrdered(stream);
        if (timeOrdered.isPresent()) {
            return contains(timeOrdered.get());
        }
        return !jdbc.queryForList("SELECT 1 FROM stream_block WHERE stream = ? LIMIT 1", Integer.class, stream)
                .isEmpty();
    }

    private boolean contains(TimeOrderedId id) {
        return positions(id, 0).length > 0;
    }

    /** Those of the streams that are in the index. */
    Set<String> present(Collection<String> streams) {
        List<String> named = new ArrayList<>();
        Set<String> present = new HashSet<>();
        for (String stream : streams) {
            Optional<TimeOrderedId> timeOrdered = timeOrdered(stream);
            if (timeOrdered.isEmpty()) {
                named.add(stream);
            } else if (contains(timeOrdered.get())) {
                present.add(stream);
            }
        }
        for (int from = 0; from < named.size(); from += STREAMS_PER_QUERY) {
            List<String> some = named.subList(from, Math.min(named.size(), from + STREAMS_PER_QUERY));
            String[] asked = padded(some);
            String marks = String.join(",", Collections.nCopies(asked.length, "?"));
            present.addAll(jdbc.queryForList(
                    "SELECT stream FROM stream_block WHERE stream IN (" + marks + ")", String.class, (Object[]) asked));
        }
        return present;
    }

    /** To a power of two, by repetition: few statements, which the database keeps prepared. */
    private static String[] padded(List<String> streams) {
        int length = Integer.highestOneBit(Math.max(1, 2 * streams.size() - 1));
        String[] padded = streams.toArray(new String[length]);
        Arrays.fill(padded, streams.size(), length, streams.get(0));
        return padded;
    }

    /** The streams whose names start so, each with the position of the last row that has an event of it. */
    Map<String, Long> startingWith(String prefix) {
        String end = prefix.substring(0, prefix.length() - 1) + (char) (prefix.charAt(prefix.length() - 1) + 1);
        Map<String, Long> streams = new TreeMap<>();
        jdbc.query(
                "SELECT stream, MAX(last_position) FROM stream_block WHERE stream >= ? AND stream < ? GROUP BY stream",
                row -> {
                    streams.put(row.getString(1), row.getLong(2));
                },
                prefix,
                end);
        return streams;
    }

    /** Since when something is due, by streams; of many those for which it is the longest. */
    Map<String, Long> due(long nowMicros, int max) {
        Map<String, Long> due = new HashMap<>();
        jdbc.query(
                "SELECT stream, expires_at FROM hold_expiry WHERE expires_at <= ? ORDER BY expires_at, stream LIMIT ?",
                row -> {
                    due.put(row.getString(1), row.getLong(2));
                },
                nowMicros,
                max);
        return due;
    }
}
