package org.tallystick.app;

import java.sql.SQLException;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.web.server.PortInUseException;
import org.tallystick.app.settings.UsageException;
import org.tallystick.storage.UnknownH2Exception;
import org.yaml.snakeyaml.error.YAMLException;

/** Finds, in what made a start fail, the one line that tells a person what to do. */
final class StartFailures {
    private static final int H2_DATABASE_ALREADY_OPEN = 90020;

    private StartFailures() {}

    /** A {@link UsageException} where the cause is known, else the failure itself. */
    static RuntimeException explained(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UsageException usage) {
                return usage;
            }
            if (cause instanceof PortInUseException port) {
                return new UsageException(
                        "port " + port.getPort() + " is in use; choose another one with --server.port", failure);
            }
            if (cause instanceof ConfigDataException || cause instanceof YAMLException) {
                return new UsageException("the settings cannot be read: " + oneLine(cause.getMessage()), failure);
            }
            if (cause instanceof UnknownH2Exception unknown) {
                return new UsageException(unknown.getMessage(), failure);
            }
            if (cause instanceof SQLException sql) {
                return new UsageException(sqlReason(sql), failure);
            }
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }

    private static String sqlReason(SQLException failure) {
        return failure.getErrorCode() == H2_DATABASE_ALREADY_OPEN
                ? "the data folder is in use by another process; stop that one, or choose another with --tallystick.data"
                : "the database cannot be opened: " + firstLine(failure.getMessage());
    }

    private static String oneLine(String message) {
        return message == null ? "no reason given" : message.strip().replaceAll("\\s+", " ");
    }

    private static String firstLine(String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
    }
}
