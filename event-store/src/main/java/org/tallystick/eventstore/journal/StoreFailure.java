package org.tallystick.eventstore.journal;

import java.io.IOException;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

/** Says in a few words, which are for clients and name no place, why a store cannot be written. */
final class StoreFailure {
    private static final Map<String, String> BY_STATE = Map.of(
            "53100", "the disk of the database is full",
            "53200", "the database is out of memory",
            "53300", "the database takes no more connections",
            "25006", "the database is read-only",
            "57P03", "the database is starting");

    private StoreFailure() {}

    static String reason(Throwable failure) {
        String reason = "it failed; the log of the server says more";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException || isConnection(cause)) {
                return "the database cannot be reached";
            } else if (cause instanceof IOException) {
                reason = Objects.requireNonNullElse(cause.getMessage(), reason);
            } else if (cause instanceof UnsyncedException) {
                return "the disk does not confirm what is written to it";
            } else if (cause instanceof SQLException sql) {
                String known = BY_STATE.get(state(sql));
                if (known != null) {
                    return known;
                }
            }
        }
        return reason;
    }

    private static String state(SQLException failure) {
        return Objects.requireNonNullElse(failure.getSQLState(), "");
    }

    private static boolean isConnection(Throwable cause) {
        return cause instanceof SQLException sql && state(sql).startsWith("08");
    }
}
