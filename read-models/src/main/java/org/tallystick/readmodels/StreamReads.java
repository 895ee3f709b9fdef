package org.tallystick.readmodels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads the row that a projection has for a stream, with what another one, here called the companion, tells of it: from
 * memory while no event has touched the stream since it was read, else from the database without a transaction.
 *
 * <p>What the companion tells is read first or with the row. The row is read in one statement, which sees both versions,
 * the row and the dead letters at one moment on every database. It finds a row only if the companion is still at the
 * position that it was known to have reached before anything was read. Positions never go back, so what was read first was
 * true at that position, too. The one thing that changes rows and no position is a retry of parked events: a stream that is
 * parked in the companion is not read here at all, lest its events are retried between the two.
 *
 * @param <C> what the companion tells
 * @param <R> what is made of both
 */
public final class StreamReads<C, R> {
    private final ProjectionEngine engine;
    private final ProjectionRunner runner;
    private final ProjectionRunner companion;
    private final JdbcTemplate jdbc;
    private final Query<C, R> query;
    private final RowCache<R> kept;

    /**
     * @param table without the version
     * @param condition that the columns of the row, {@code r}, must meet
     * @param companion the projection that tells more
     * @param shape makes something that never changes
     * @param weight how many bytes that takes, roughly
     */
    public record Query<C, R>(
            String projection,
            String table,
            String condition,
            String companion,
            Shape<C, R> shape,
            ToIntFunction<R> weight) {}

    /** Makes one thing of the row and of what the companion tells. */
    @FunctionalInterface
    public interface Shape<C, R> {
        R of(ResultSet row, C companion) throws SQLException;
    }

    /** What the companion tells of a stream. */
    @FunctionalInterface
    public interface CompanionRead<C> {
        /** By statements of its own, before the row is read. */
        C read(Tables companion);

        /**
         * In the statement that reads the row, if that is enough when the companion is at a position. The statement must find
         * no row where it would tell anything else than {@link #read} does.
         */
        default Optional<JoinPart<C>> beside(Tables companion, long position) {
            return Optional.empty();
        }
    }

    /**
     * A part of the statement that reads the row.
     *
     * @param columns that are selected as well, of names that the row does not have, such as {@code ", e.entries"}
     * @param join relations with their conditions, such as {@code " JOIN entry e ON e.span = ?"}
     * @param arguments of the join
     */
    public record JoinPart<C>(String columns, String join, List<Object> arguments, Reader<C> reader) {}

    /** Reads what the companion tells from the columns of {@link JoinPart}; null for no row. */
    @FunctionalInterface
    public interface Reader<C> {
        @Nullable
        C read(ResultSet row) throws SQLException;
    }

    StreamReads(ProjectionEngine engine, JdbcTemplate jdbc, Query<C, R> query) {
        this.engine = engine;
        this.runner = engine.runner(query.projection());
        this.companion = engine.runner(query.companion());
        this.jdbc = jdbc;
        this.query = query;
        this.kept = new RowCache<>(query.weight());
        runner.keeping(kept.source());
        companion.keeping(kept.source());
    }

    /**
     * Empty when there is no row, or none that may be shown, or the stream is parked, or something moved while it was
     * read: then {@link ProjectionReads#read} tells what there is.
     *
     * @param position see there
     * @param told what the companion tells
     * @param key the arguments of the condition
     */
    public Optional<StreamRow<R>> find(String stream, OptionalLong position, CompanionRead<C> told, Object... key) {
        position.ifPresent(wanted -> engine.await(List.of(query.projection(), query.companion()), wanted));
        // Asked for before the row is: what is still kept then was the state at this position.
        long reached = Math.min(runner.position(), companion.position());
        StreamRow<R> known = kept.find(stream);
        if (known != null) {
            return Optional.of(known.upTo(reached));
        }
        long forgotten = kept.timesForgotten();
        Optional<StreamRow<R>> read = read(stream, told, key)
                .filter(row -> runner.isWhole() && companion.isWhole() && row.position() >= position.orElse(0));
        read.ifPresent(row -> kept.keep(stream, row, forgotten));
        return read;
    }

    private Optional<StreamRow<R>> read(String stream, CompanionRead<C> told, Object... key) {
        long companionAt = companion.position();
        if (companion.parked().contains(stream)) {
            return Optional.empty();
        }
        Tables companionTables = companion.readable();
        Tables tables = runner.readable();
        try {
            JoinPart<C> beside =
                    told.beside(companionTables, companionAt).orElseGet(() -> before(told.read(companionTables)));
            List<Object> arguments =
                    new ArrayList<>(List.of(query.companion(), companionTables.version(), companionAt));
            Collections.addAll(arguments, key);
            arguments.addAll(beside.arguments());
            Collections.addAll(arguments, query.projection(), tables.version(), stream, stream);
            return jdbc
                    .query(
                            "SELECT r.*, v.position AS reached" + beside.columns() + " FROM projection_version v"
                                    + " JOIN projection_version c ON c.name = ? AND c.version = ? AND c.serving"
                                    + " AND c.position = ? JOIN " + tables.name(query.table()) + " r ON "
                                    + query.condition() + beside.join()
                                    + " WHERE v.name = ? AND v.version = ? AND v.serving AND NOT "
                                    + ServingVersion.isStreamParked("v") + " AND NOT "
                                    + ServingVersion.isStreamParked("c"),
                            (row, index) -> {
                                C companionTells = beside.reader().read(row);
                                return companionTells == null
                                        ? Optional.<StreamRow<R>>empty()
                                        : Optional.of(new StreamRow<>(
                                                query.shape().of(row, companionTells),
                                                Math.min(row.getLong("reached"), companionAt)));
                            },
                            arguments.toArray())
                    .stream()
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (BadSqlGrammarException e) {
            return Optional.empty();
        }
    }

    private static <C> JoinPart<C> before(C told) {
        return new JoinPart<>("", "", List.of(), row -> told);
    }
}
