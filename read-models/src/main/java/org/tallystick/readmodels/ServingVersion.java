package org.tallystick.readmodels;

import java.util.List;

/**
 * The version of a projection that serves, as far as this process knows, for a statement outside of a transaction that makes
 * sure of it: its row of {@code projection_version} is joined.
 *
 * @param wanted the least position that it must have reached
 */
public record ServingVersion(String projection, Tables tables, long wanted) {
    private static final String LETTERS =
            "EXISTS (SELECT 1 FROM dead_letter d WHERE %sd.projection = %2$s.name AND d.version = %2$s.version)";

    /** Joins its row; none where it serves no more, or has not come so far. */
    public String join(String alias) {
        return (" JOIN projection_version %1$s ON %1$s.name = ? AND %1$s.version = ? AND %1$s.serving"
                        + " AND %1$s.position >= ?")
                .formatted(alias);
    }

    /** Of the join. */
    public List<Object> arguments() {
        return List.of(projection, tables.version(), wanted);
    }

    /** The condition that events wait to be repaired in a version that was joined. */
    public static String isParked(String alias) {
        return LETTERS.formatted("", alias);
    }

    /** The same, of the stream that is its argument. */
    public static String isStreamParked(String alias) {
        return LETTERS.formatted("d.stream = ? AND ", alias);
    }
}
