package org.tallystick.query.entry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;

/**
 * The part of {@link EntryIndex} that is stored: blocks, each with the keys of many entries of one account and found by the
 * first of them, and the position up to which blocks hold all entries.
 */
public final class EntryBlocks {
    static final String BLOCK = "entry_block";
    public static final String FOLDED = "entry_folded";
    /** Keys in a block; to find the last one all are decoded. */
    private static final int LARGEST_BLOCK = 2_000;

    private static final int MOST_BLOCKS_AT_ONCE = 32;
    /** So many keys may be in a block of an account that is not used much. */
    private static final int KEYS_OF_A_SMALL_BLOCK = 16;

    private static final int BLOCKS_CHECKED_AT_ONCE = 500;

    private EntryBlocks() {}

    static List<String> tableStatements(Tables tables) {
        return List.of(
                "CREATE TABLE " + tables.name(BLOCK) + " (ledger " + tables.identifier(63) + " NOT NULL, address "
                        + tables.identifier(200) + " NOT NULL, recorded_at BIGINT NOT NULL, position BIGINT NOT NULL,"
                        + " entries " + tables.bytes() + " NOT NULL)",
                "CREATE TABLE " + tables.name(FOLDED) + " (id INT PRIMARY KEY, position BIGINT NOT NULL)",
                "INSERT INTO " + tables.name(FOLDED) + " VALUES (1, 0)");
    }

    static List<String> indexStatements(Tables tables) {
        String block = tables.name(BLOCK);
        return List.of(
                "CREATE UNIQUE INDEX " + block + "_first ON " + block + " (ledger, address, recorded_at, position)");
    }

    /** The position up to which blocks hold all entries. */
    public static long folded(Tables tables) {
        return tables.jdbc()
                .queryForObject("SELECT position FROM " + tables.name(FOLDED) + " WHERE id = 1", Long.class);
    }

    /** The same, and nobody else moves it before the end of the transaction. */
    static long lockFolded(Tables tables) {
        return tables.jdbc()
                .queryForObject("SELECT position FROM " + tables.name(FOLDED) + " WHERE id = 1 FOR UPDATE", Long.class);
    }

    /** False when another one has moved it: blocks do not hold what is thought of them. */
    static boolean moveFolded(Tables tables, long from, long to) {
        String sql = "UPDATE " + tables.name(FOLDED) + " SET position = ? WHERE id = 1 AND position = ?";
        return tables.jdbc().update(sql, to, from) == 1;
    }

    static void insert(Tables tables, Map<AccountKey, EntryRun> runs) {
        List<Object[]> blocks = new ArrayList<>();
        runs.forEach((account, run) -> {
            for (int begin = 0; begin < run.size(); begin += LARGEST_BLOCK) {
                blocks.add(block(account, run, begin, Math.min(run.size(), begin + LARGEST_BLOCK)));
            }
        });
        Rows.insert(tables, BLOCK, "ledger, address, recorded_at, position, entries", blocks);
    }

    private static Object[] block(AccountKey account, EntryRun run, int begin, int end) {
        EntryKey first = run.get(begin);
        return new Object[] {
            account.ledger(), account.address(), first.recordedAt(), first.position(), run.encode(begin, end)
        };
    }

    /**
     * The last block of an account {@code a} of a statement.
     *
     * @param condition on the block, {@code b}, such as {@code " AND b.recorded_at <= ?"}
     */
    public static String lastBlock(Tables tables, String condition) {
        return "(SELECT b.entries FROM " + tables.name(BLOCK)
                + " b WHERE b.ledger = a.ledger AND b.address = a.address" + condition
                + " ORDER BY b.ledger DESC, b.address DESC, b.recorded_at DESC, b.position DESC LIMIT 1)";
    }

    /** Adds what blocks hold of the walk to what was found before it. */
    static void walk(Tables tables, AccountKey account, EntryWalk walk, List<EntryKey> found) {
        int wanted = found.size() + walk.count();
        boolean descending = walk.descending();
        if (!descending) {
            take(blocks(tables, account, "<=", walk.after(), true, 1), walk, wanted, found);
        }
        EntryKey bound = descending ? walk.before() : walk.after();
        int atOnce = Math.min(1 + walk.count() / KEYS_OF_A_SMALL_BLOCK, MOST_BLOCKS_AT_ONCE);
        List<EntryRun> runs;
        boolean more;
        do {
            runs = blocks(tables, account, descending ? "<" : ">", bound, descending, atOnce);
            more = runs.size() == atOnce;
            atOnce = Math.min(2 * atOnce, MOST_BLOCKS_AT_ONCE);
            take(runs, walk, wanted, found);
            bound = runs.isEmpty() ? bound : runs.get(runs.size() - 1).get(0);
        } while (more && found.size() < wanted && walk.mayGoOnAt(bound));
    }

    private static void take(List<EntryRun> runs, EntryWalk walk, int wanted, List<EntryKey> found) {
        runs.forEach(run -> found.addAll(walk.withCount(wanted - found.size()).along(run)));
    }

    /** Those whose first key compares so with another. */
    private static List<EntryRun> blocks(
            Tables tables, AccountKey account, String comparison, EntryKey key, boolean descending, int count) {
        char strict = comparison.charAt(0);
        IndexWalk walk = new IndexWalk(tables.name(BLOCK))
                .equal("ledger", account.ledger())
                .equal("address", account.address())
                .sortedBy("recorded_at")
                .sortedBy("position")
                .and("recorded_at " + strict + "= ?", key.recordedAt())
                .and(
                        "(recorded_at " + strict + " ? OR position " + comparison + " ?)",
                        key.recordedAt(),
                        key.position());
        return tables.jdbc()
                .query(
                        walk.sql("entries", descending, count),
                        (row, index) -> EntryRun.decode(row.getBytes("entries")),
                        walk.arguments());
    }

    /**
     * The sum of what {@link #fingerprint} makes of each entry in the blocks of the ledgers; of those up to
     * {@link #folded}, if nothing is wrong. A block that is not headed by its first entry makes it another.
     */
    public static long fingerprintOfBlocks(Collection<String> ledgers, Tables tables) {
        long sum = 0;
        for (String ledger : ledgers) {
            Block last = new Block("", new EntryKey(0, 0), new EntryRun());
            List<Block> page;
            do {
                page = blocksBehind(last, ledger, tables);
                for (Block block : page) {
                    sum += block.fingerprint(ledger);
                    last = block;
                }
            } while (page.size() == BLOCKS_CHECKED_AT_ONCE);
        }
        return sum;
    }

    private static List<Block> blocksBehind(Block last, String ledger, Tables tables) {
        IndexWalk walk = new IndexWalk(tables.name(BLOCK))
                .equal("ledger", ledger)
                .sortedBy("address")
                .sortedBy("recorded_at")
                .sortedBy("position")
                .and("address >= ?", last.address)
                .and(
                        "(address > ? OR recorded_at > ? OR recorded_at = ? AND position > ?)",
                        last.address,
                        last.first.recordedAt(),
                        last.first.recordedAt(),
                        last.first.position());
        return tables.jdbc()
                .query(
                        walk.sql("address, recorded_at, position, entries", false, BLOCKS_CHECKED_AT_ONCE),
                        (row, index) -> new Block(
                                row.getString("address"),
                                new EntryKey(row.getLong("recorded_at"), row.getLong("position")),
                                EntryRun.decode(row.getBytes("entries"))),
                        walk.arguments());
    }

    /** A block as its row tells it. */
    private record Block(String address, EntryKey first, EntryRun entries) {
        long fingerprint(String ledger) {
            long sum = entries.get(0).equals(first) ? 0 : 1;
            for (int i = 0; i < entries.size(); i++) {
                EntryKey key = entries.get(i);
                sum += EntryBlocks.fingerprint(ledger, address, key.recordedAt(), key.position());
            }
            return sum;
        }
    }

    /** A number that is very likely another one for any other entry or account. */
    public static long fingerprint(String ledger, String address, long recordedAt, long position) {
        long mixed = position * 0x9E37_79B9_7F4A_7C15L
                + recordedAt * 0xC2B2_AE3D_27D4_EB4FL
                + (31L * ledger.hashCode() + address.hashCode()) * 0x1656_67B1_9E37_79F9L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return mixed ^ mixed >>> 29;
    }
}
