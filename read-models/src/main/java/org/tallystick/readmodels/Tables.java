package org.tallystick.readmodels;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tallystick.storage.Database;

/**
 * The tables of one version of a projection, with the connection to use for them.
 *
 * @param jdbc bound to the transaction of the batch or of the read
 */
public record Tables(int version, Database database, JdbcTemplate jdbc) {

    /** The name of a table in this version. */
    public String name(String base) {
        return base + "_v" + version;
    }

    /** A column type for ASCII identifiers that compare by their bytes on every database. */
    public String identifier(int length) {
        return "VARCHAR(" + length + ")" + (database == Database.POSTGRESQL ? " COLLATE \"C\"" : "");
    }

    /** A column type for bytes. */
    public String bytes() {
        return database == Database.POSTGRESQL ? "BYTEA" : "VARBINARY(1000000)";
    }

    /**
     * Closes the statement that creates a table whose rows are changed again and again: on PostgreSQL its pages keep room,
     * so that a changed row finds a place beside the old one and no index has to be told.
     */
    public String withRoom(String statement) {
        return statement + (database == Database.POSTGRESQL ? " WITH (fillfactor = 65)" : "");
    }

    /** Closes the statement that creates an index: on PostgreSQL the other rows cost it nothing. */
    public String where(String condition) {
        return database == Database.POSTGRESQL ? " WHERE " + condition : "";
    }

    public JdbcClient client() {
        return JdbcClient.create(jdbc);
    }
}
