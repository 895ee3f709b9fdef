package org.tallystick.eventstore.journal;

import java.sql.SQLException;

/**
 * What was written is in the database, but the disk did not confirm it. Asking again proves nothing: an operating system
 * may drop what it failed to write, and confirm the next time.
 */
final class UnsyncedException extends SQLException {
    private static final long serialVersionUID = 1L;

    UnsyncedException(SQLException cause) {
        super("the file could not be synced: " + cause.getMessage(), cause.getSQLState(), cause);
    }
}
