package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.tallystick.storage.Migrations;

class MigrationsTest {
    private static final Migrations READ_MODELS = Migrations.of("readmodels");
    private static final String HISTORY = "\"readmodels_schema_history\"";

    private static DataSource h2() {
        return new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    static Stream<DataSource> databases() throws IOException, SQLException {
        return Stream.of(h2(), Postgres.database());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void flywayIsAskedOnlyWhereThereIsSomethingToDo(DataSource database) throws SQLException {
        for (Migrations part :
                new Migrations[] {Migrations.ofEvents(), READ_MODELS, Migrations.of("sagas"), Migrations.of("keys")}) {
            assertThat(part.bringUpToDate(database)).isTrue();
            assertThat(part.bringUpToDate(database)).isFalse();
        }
    }

    @Test
    void aScriptThatWasNotRunIsRun() throws SQLException {
        DataSource database = h2();
        READ_MODELS.bringUpToDate(database);
        execute(database, "DELETE FROM " + HISTORY + " WHERE \"script\" = 'V4__claims.sql'");
        execute(database, "ALTER TABLE projection_version DROP COLUMN claimed_until");
        assertThat(READ_MODELS.bringUpToDate(database)).isTrue();
        execute(database, "SELECT claimed_until FROM projection_version");
        assertThat(READ_MODELS.bringUpToDate(database)).isFalse();
    }

    @Test
    void anotherScriptThanTheOneThatWasRunIsRefused() throws SQLException {
        DataSource database = h2();
        READ_MODELS.bringUpToDate(database);
        execute(database, "UPDATE " + HISTORY + " SET \"checksum\" = 1 WHERE \"script\" = 'V1__readmodels.sql'");
        assertThatThrownBy(() -> READ_MODELS.bringUpToDate(database)).isInstanceOf(FlywayException.class);
    }

    @Test
    void aScriptThatFailedIsLookedInto() throws SQLException {
        DataSource database = h2();
        READ_MODELS.bringUpToDate(database);
        execute(database, "UPDATE " + HISTORY + " SET \"success\" = FALSE WHERE \"version\" = '3'");
        assertThatThrownBy(() -> READ_MODELS.bringUpToDate(database)).isInstanceOf(FlywayException.class);
    }

    /** A newer program has been here: Flyway lets it be, as long as it knows all of the rest. */
    @Test
    void aScriptThatIsNotKnownHereIsLookedInto() throws SQLException {
        DataSource database = h2();
        READ_MODELS.bringUpToDate(database);
        execute(
                database,
                "INSERT INTO " + HISTORY
                        + " SELECT 99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'sa', CURRENT_TIMESTAMP, 1, TRUE");
        assertThat(READ_MODELS.bringUpToDate(database)).isTrue();
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
