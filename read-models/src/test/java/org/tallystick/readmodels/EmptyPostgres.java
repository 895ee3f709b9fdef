package org.tallystick.readmodels;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL for the tests of a class, each of which gets a database of its own. */
public final class EmptyPostgres implements BeforeEachCallback, AfterAllCallback {
    private final EmbeddedPostgres postgres;
    private int databases;

    public EmptyPostgres() {
        try {
            postgres = EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ((DatabaseTest) context.getRequiredTestInstance()).runOn(emptyDatabase(), "postgresql");
    }

    private DataSource emptyDatabase() {
        String name = "test" + ++databases;
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return postgres.getDatabase("postgres", name);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        postgres.close();
    }
}
