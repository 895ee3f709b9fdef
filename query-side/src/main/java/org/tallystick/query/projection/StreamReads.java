package org.tallystick.query.projection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Reads the row that a projection has for a stream: from memory while no event has touched the stream since it was read,
 * else in one statement, which sees version, row and dead letters at one moment on every database.
 */
public final class StreamReads<R> {
    private final ProjectionEngine engine;
    private final ProjectionRunner runner;
    private final JdbcTemplate jdbc;
    private final Query<R> query;
    private final KeptRows<R> kept;

    /**
     * @param table without the version
     * @param condition that the columns of the row, {@code r}, must meet
     * @param shape makes something of the row that never changes
     * @param weight how many bytes that takes, roughly
     */
    public record Query<R>(
            String projection, String table, String condition, RowMapper<R> shape, ToIntFunction<R> weight) {}

    StreamReads(ProjectionEngine engine, JdbcTemplate jdbc, Query<R> query) {
        this.engine = engine;
        this.runner = engine.runner(query.projection());
        this.jdbc = jdbc;
        this.query = query;
        this.kept = new KeptRows<>(query.weight());
        runner.keeping(kept);
    }

    /**
     * Empty when there is no row, or none that may be shown: then {@link ProjectionReads#read} tells why.
     *
     * @param position see there
     * @param key the arguments of the condition
     */
    public Optional<StreamRow<R>> find(String stream, OptionalLong position, Object... key) {
        position.ifPresent(wanted -> engine.await(List.of(query.projection()), wanted));
        // Asked for before the row is: what is still kept then was the state at this position.
        long reached = runner.position();
        StreamRow<R> known = kept.find(stream);
        if (known != null) {
            return Optional.of(known.upTo(reached));
        }
        long forgotten = kept.timesForgotten();
        Optional<StreamRow<R>> read =
                read(stream, key).filter(row -> runner.isWhole() && row.position() >= position.orElse(0));
        read.filter(row -> !row.stale()).ifPresent(row -> kept.keep(stream, row, forgotten));
        return read;
    }

    private Optional<StreamRow<R>> read(String stream, Object... key) {
        Tables tables = runner.readable();
        List<Object> arguments = new ArrayList<>(List.of(stream));
        Collections.addAll(arguments, key);
        Collections.addAll(arguments, query.projection(), tables.version());
        try {
            return jdbc
                    .query(
                            "SELECT r.*, v.position AS reached, EXISTS (SELECT 1 FROM dead_letter d WHERE d.projection"
                                    + " = v.name AND d.version = v.version AND d.stream = ?) AS parked"
                                    + " FROM projection_version v JOIN " + tables.name(query.table()) + " r ON "
                                    + query.condition() + " WHERE v.name = ? AND v.version = ? AND v.serving",
                            (row, index) -> new StreamRow<>(
                                    query.shape().mapRow(row, index), row.getBoolean("parked"), row.getLong("reached")),
                            arguments.toArray())
                    .stream()
                    .findFirst();
        } catch (BadSqlGrammarException e) {
            return Optional.empty();
        }
    }
}
