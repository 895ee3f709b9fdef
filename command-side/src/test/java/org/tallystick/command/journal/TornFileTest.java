package org.tallystick.command.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.Scenario;

/**
 * The file of the embedded database as a process leaves it that ends in the middle of its next write at the end of the
 * file: whatever that write was to be, all before it is there. H2 2.5.252 by itself goes back many commits.
 */
class TornFileTest {
    private static final int COMMANDS = 150;
    private static final int LONGEST_TORN = 20_000;

    @TempDir
    Path folder;

    @Test
    void keepsAllThatWasWrittenBefore() throws Exception {
        // Without retention the space of old chunks is used again at once, as it is in a store that was opened again.
        String url = MendedFile.url("jdbc:h2:file:" + folder.resolve("store") + ";WRITE_DELAY=0;RETENTION_TIME=0");
        JdbcConnectionPool database = JdbcConnectionPool.create(url, "sa", "");
        CommandFixture.migrate(database, "h2");
        JournalSettings settings = new JournalSettings(
                Durability.POWER_LOSS, 10, 100, 1_000, 3, 100, Duration.ofMillis(1), Duration.ofSeconds(10), 1);
        Random random = new Random(1);
        try (CommandFixture fixture = CommandFixture.with(database, settings)) {
            Scenario scenario = Scenario.in(fixture);
            for (int i = 0; i < COMMANDS; i++) {
                scenario.post("t" + i, move("bank", "alice", 1)).created();
                assertThat(headAfterTornWrite(random))
                        .as("after %d commands", i)
                        .isGreaterThanOrEqualTo(fixture.head());
            }
        } finally {
            database.dispose();
        }
    }

    private long headAfterTornWrite(Random random) throws IOException, SQLException {
        Path copy = folder.resolve("torn.mv.db");
        Files.copy(folder.resolve("store.mv.db"), copy, StandardCopyOption.REPLACE_EXISTING);
        byte[] torn = new byte[1 + random.nextInt(LONGEST_TORN)];
        random.nextBytes(torn);
        Files.write(copy, torn, StandardOpenOption.APPEND);
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("torn"), "sa", "");
                var statement = connection.createStatement();
                ResultSet head = statement.executeQuery("SELECT MAX(position) FROM journal")) {
            head.next();
            return head.getLong(1);
        }
    }
}
