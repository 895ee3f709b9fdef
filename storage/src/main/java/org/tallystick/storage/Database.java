package org.tallystick.storage;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The databases that the journal is written for. */
public enum Database {
    H2,
    POSTGRESQL;

    /**
     * What connections to PostgreSQL begin with. A plan that was made while a table was nearly empty is kept by prepared
     * statements until the table is next analyzed, a minute later or more; by then a scan takes milliseconds where a look
     * into the index takes microseconds. Every statement of the product has an index to use.
     */
    public static final String POSTGRESQL_SESSION = "SET enable_seqscan TO off; SET jit TO off";

    /** @throws IllegalArgumentException when the product does not run on that database */
    public static Database of(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            return switch (product) {
                case "H2" -> H2;
                case "PostgreSQL" -> POSTGRESQL;
                default -> throw new IllegalArgumentException("runs on H2 and PostgreSQL, not on " + product);
            };
        }
    }
}
