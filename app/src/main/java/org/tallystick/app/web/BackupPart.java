package org.tallystick.app.web;

import java.nio.file.Path;
import java.sql.SQLException;

/** One embedded database that belongs into a backup. Parts are copied in their order: what refers to others first. */
public interface BackupPart {

    /** Writes a zip file with the file of the database, as it is at one moment. */
    void copyTo(Path zip) throws SQLException;
}
