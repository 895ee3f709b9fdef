package org.tallystick.storage;

import java.io.IOException;
import java.sql.SQLException;

/** So little room is left on the disk that nothing is written any more. */
public final class NoRoomException extends SQLException {
    private static final long serialVersionUID = 1L;

    NoRoomException(String reason) {
        super("the disk is nearly full", new IOException(reason));
    }
}
