package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.lending.LendingCommands.AddBook;
import org.tallystick.lending.LendingStore;
import org.tallystick.storage.HeaderSafeFile;

/**
 * The file of the embedded database as a process leaves it that ends in the middle of its next write, at the end of the
 * file or in its header: whatever that write was to be, all before it is there. H2 2.5.252 by itself goes back many
 * commits.
 */
class TornFileTest {
    private static final int COMMANDS = 150;
    private static final int LONGEST_TORN = 20_000;

    @TempDir
    Path folder;

    /** What a reader of the file may not miss. */
    private volatile long acknowledged;

    @Test
    void keepsAllThatWasWrittenBefore() throws Exception {
        Random random = new Random(1);
        store(
                folder.resolve("store").toString(),
                () -> assertThat(headAfter(file -> append(random, file))).isGreaterThanOrEqualTo(acknowledged));
    }

    @Test
    void keepsWhatItAcknowledgedWhenAHeaderIsTorn() throws Exception {
        Random random = new Random(1);
        AtomicInteger headers = new AtomicInteger();
        List<String> lost = Collections.synchronizedList(new ArrayList<>());
        HeaderWitness.observe((bytes, position) -> {
            if (acknowledged > 0) {
                headers.incrementAndGet();
                int length = random.nextInt(bytes.length);
                long known = acknowledged;
                long head = headAfter(file -> file.write(ByteBuffer.wrap(bytes, 0, length), position));
                if (head < known) {
                    lost.add(known + " was acknowledged, " + head + " was found, torn at " + (position + length));
                }
            }
        });
        try {
            store(HeaderWitness.SCHEME + ":" + folder.resolve("store"), () -> {});
        } finally {
            HeaderWitness.observe((bytes, position) -> {});
        }
        assertThat(lost).isEmpty();
        assertThat(headers).hasValueGreaterThan(COMMANDS);
    }

    private interface Check {
        void run() throws IOException;
    }

    /** @param check after each command */
    private void store(String path, Check check) throws Exception {
        // Without retention the space of old chunks is used again at once, as it is in a store that was opened again.
        String url = HeaderSafeFile.over(path) + ";WRITE_DELAY=0;RETENTION_TIME=0";
        JdbcConnectionPool database = JdbcConnectionPool.create(url, "sa", "");
        JournalSettings settings = new JournalSettings(
                Durability.POWER_LOSS, 10, 100, 1_000, 3, 100, Duration.ofMillis(1), Duration.ofSeconds(10), 1);
        try (LendingStore lending = LendingStore.with(database, settings)) {
            for (int i = 0; i < COMMANDS; i++) {
                lending.send(new AddBook("book" + i, "One of many"));
                acknowledged = lending.store().log().head();
                check.run();
            }
        } finally {
            acknowledged = 0;
            database.dispose();
        }
    }

    private interface TornWrite {
        void on(FileChannel file) throws IOException;
    }

    private static void append(Random random, FileChannel file) throws IOException {
        byte[] torn = new byte[1 + random.nextInt(LONGEST_TORN)];
        random.nextBytes(torn);
        file.write(ByteBuffer.wrap(torn), file.size());
    }

    private long headAfter(TornWrite torn) throws IOException {
        Path copy = folder.resolve("torn.mv.db");
        Files.copy(folder.resolve("store.mv.db"), copy, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel file = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            torn.on(file);
        }
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("torn"), "sa", "");
                var statement = connection.createStatement();
                ResultSet head = statement.executeQuery("SELECT MAX(position) FROM journal")) {
            head.next();
            return head.getLong(1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
