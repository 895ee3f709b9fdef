package org.tallystick.eventstore.journal;

import java.sql.SQLException;

/** The file of the store cannot be written before it is opened anew, or has room again. */
final class StoreClosedException extends SQLException {
    private static final long serialVersionUID = 1L;

    StoreClosedException(SQLException cause) {
        super(cause.getMessage(), cause.getSQLState(), cause);
    }
}
