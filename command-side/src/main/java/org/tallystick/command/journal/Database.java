package org.tallystick.command.journal;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The databases that the journal is written for. */
public enum Database {
    H2,
    POSTGRESQL;

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
