package org.tallystick.query.projection;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/** The same on PostgreSQL, each test in a database of its own. */
class ProjectionEngineOnPostgresTest extends ProjectionEngineTest {
    private static final EmbeddedPostgres POSTGRES = started();
    private static int databases;

    private static EmbeddedPostgres started() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void end() throws IOException {
        POSTGRES.close();
    }

    @Override
    DataSource emptyDatabase() {
        String name = "test" + ++databases;
        try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return POSTGRES.getDatabase("postgres", name);
    }

    @Override
    String vendor() {
        return "postgresql";
    }
}
