package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.engine.LedgerDomain;
import org.tallystick.eventstore.StreamIndexing;
import org.tallystick.storage.Database;
import org.tallystick.storage.SingleWriterLock;

/** Whatever the names of streams are, the index tells the positions that were written for them, and no others. */
class StreamIndexTest {
    private static final StreamIndexing INDEXING = LedgerDomain.events().indexing();
    private static final long SEED = 5;
    private static final int BLOCKS = 12;
    private static final int STREAMS_OF_A_BLOCK = 2_000;
    private static final List<String> LEDGERS = List.of("a", "books", "books-2");
    private static final long NOW = 1_795_000_000_000L;

    private final Random random = new Random(SEED);
    private final Map<String, TreeSet<Long>> written = new TreeMap<>();
    private long position;

    @Test
    void tellsWhatWasWrittenOnH2() throws SQLException {
        DataSource database = CommandFixture.h2();
        CommandFixture.migrate(database, "h2");
        check(database, Database.H2);
    }

    @Test
    void tellsWhatWasWrittenOnPostgres() throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            DataSource database = postgres.getPostgresDatabase();
            CommandFixture.migrate(database, "postgresql");
            check(database, Database.POSTGRESQL);
        }
    }

    private void check(DataSource database, Database vendor) throws SQLException {
        IndexWriter writer = new IndexWriter(database, vendor, new SingleWriterLock(vendor), INDEXING);
        StreamIndexTable index = new StreamIndexTable(database, INDEXING);
        for (int i = 0; i < BLOCKS; i++) {
            assertThat(writer.write(block(), 0)).isTrue();
        }
        Set<String> others = new TreeSet<>();
        written.keySet().forEach(stream -> others.add(stream.substring(0, stream.length() - 1) + "0"));
        others.removeAll(written.keySet());
        List<String> some = new ArrayList<>(written.keySet());
        for (int i = 0; i < STREAMS_OF_A_BLOCK; i++) {
            String stream = some.get(random.nextInt(some.size()));
            TreeSet<Long> expected = written.get(stream);
            long after = expected.first() - 1 + random.nextInt(2);
            assertThat(index.positions(stream, after))
                    .containsExactly(expected.tailSet(after, false).stream()
                            .mapToLong(Long::longValue)
                            .toArray());
            assertThat(index.contains(stream)).isTrue();
        }
        assertThat(others.stream().limit(STREAMS_OF_A_BLOCK).filter(index::contains))
                .isEmpty();
        Set<String> asked = some.stream().limit(STREAMS_OF_A_BLOCK).collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = Set.copyOf(asked);
        others.stream().limit(STREAMS_OF_A_BLOCK).forEach(asked::add);
        assertThat(index.present(asked)).isEqualTo(known);
        Integer largest = new JdbcTemplate(database)
                .queryForObject("SELECT MAX(OCTET_LENGTH(entries)) FROM transaction_block", Integer.class);
        assertThat(largest).isBetween(5_000, 7_500);
    }

    private IndexTail.Block block() {
        IndexTail.Block block = new IndexTail.Block();
        List<String> before = new ArrayList<>(written.keySet());
        String often = "books/t/" + minted(NOW);
        for (int i = 0; i < STREAMS_OF_A_BLOCK; i++) {
            position += 1 + random.nextInt(300);
            String stream = random.nextInt(10) == 0 && !before.isEmpty()
                    ? before.get(random.nextInt(before.size()))
                    : random.nextInt(5) == 0 ? often : stream();
            block.positions.computeIfAbsent(stream, key -> new PositionBlock()).add(position);
            written.computeIfAbsent(stream, key -> new TreeSet<>()).add(position);
        }
        block.upTo = position;
        return block;
    }

    /** Minted now and at any time, of the same form by chance, in other forms, and of other kinds. */
    private String stream() {
        String ledger = LEDGERS.get(random.nextInt(LEDGERS.size()));
        return switch (random.nextInt(10)) {
            case 0 -> ledger + "/a/" + random.nextInt(50);
            case 1 -> ledger + "/t/" + random.nextInt(1_000);
            case 2 ->
                ledger + "/t/" + HexFormat.of().toHexDigits(random.nextLong())
                        + HexFormat.of().toHexDigits(random.nextLong());
            case 3 -> ledger + "/a/" + minted(NOW);
            case 4 -> ledger + "/t/" + minted((long) (NOW * (1 + random.nextDouble())));
            case 5 -> ledger + "/t/" + minted(NOW).toUpperCase(Locale.ROOT);
            default -> ledger + "/t/" + minted(NOW + random.nextInt(20_000));
        };
    }

    private String minted(long millis) {
        return HexFormat.of().toHexDigits(millis << 16 | random.nextInt(1 << 16))
                + HexFormat.of().toHexDigits(random.nextLong());
    }
}
