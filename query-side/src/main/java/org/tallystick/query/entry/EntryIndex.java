package org.tallystick.query.entry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.tallystick.query.projection.IndexWalk;
import org.tallystick.query.projection.Rows;
import org.tallystick.query.projection.Tables;

/**
 * Finds the entries of an account among the rows of {@link EntryProjection#ENTRY}, which stand in the order of their
 * positions alone. An index row for each entry would fall on a page of its own, and an H2 file stores each page that a
 * batch touches. So what was written last is kept in memory, by account, and when much has gathered it is folded into
 * blocks, each with the keys of many entries of one account.
 *
 * <p>Only the rows are the truth. What is in memory is read from them again when it is not known to be complete: after a
 * start, after a batch was undone, after another process has written. A read finds what it sees at its own moment: in the
 * blocks, and beyond the position up to which they go in memory or, if that begins too late, by the rows themselves.
 */
public final class EntryIndex {
    /** Entries beyond the blocks: the more, the fewer blocks; each takes some 50 to 250 bytes, twice that many are kept. */
    static final int FOLDED_AT = 50_000;
    /** Keys in a block; to find the last one all are decoded. */
    private static final int LARGEST_BLOCK = 2_000;

    private static final int BLOCKS_AT_ONCE = 32;
    private static final int BLOCKS_CHECKED_AT_ONCE = 500;
    static final String BLOCK = "entry_block";
    static final String FOLDED = "entry_folded";

    private final int foldedAt;
    private final Map<Integer, EntryTail> tails = new HashMap<>();

    public EntryIndex() {
        this(FOLDED_AT);
    }

    /** @param foldedAt how many entries gather before blocks are made of them */
    EntryIndex(int foldedAt) {
        this.foldedAt = foldedAt;
    }

    /** An entry that was written. */
    record Placed(AccountKey account, EntryKey key) {}

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

    /** What is in memory may not be what the rows say any more. */
    synchronized void forget() {
        tails.clear();
    }

    /** Takes the entries of a batch whose rows have been written, in order, in its transaction. */
    void write(Tables tables, List<Placed> entries) {
        if (entries.isEmpty()) {
            return;
        }
        long first = entries.get(0).key().position();
        long last = entries.get(entries.size() - 1).key().position();
        EntryTail tail = complete(tables, first);
        boolean due = tail.waiting() + entries.size() >= foldedAt;
        boolean known = !due || fold(tables, tail, entries, last);
        synchronized (this) {
            if (!known || tail.to() >= first) {
                tails.remove(tables.version());
                return;
            }
            entries.forEach(entry -> tail.add(entry.account(), entry.key()));
            if (due) {
                tail.foldedTo(last);
            }
        }
    }

    /** The tail, with all that is before a position. */
    private synchronized EntryTail complete(Tables tables, long first) {
        EntryTail tail = tails.get(tables.version());
        if (tail == null || tail.to() >= first) {
            tail = new EntryTail(folded(tables));
            tails.put(tables.version(), tail);
        }
        if (!tail.isComplete()) {
            load(tables, tail, first - 1);
            tail.setComplete(true);
        }
        return tail;
    }

    /** The position up to which blocks hold all entries. */
    public static long folded(Tables tables) {
        return tables.jdbc()
                .queryForObject("SELECT position FROM " + tables.name(FOLDED) + " WHERE id = 1", Long.class);
    }

    private static void load(Tables tables, EntryTail tail, long newest) {
        RowCallbackHandler each = row -> tail.add(
                new AccountKey(row.getString("ledger"), row.getString("address")),
                new EntryKey(row.getLong("recorded_at"), row.getLong("position")));
        tables.jdbc()
                .query(
                        "SELECT ledger, address, recorded_at, position FROM " + tables.name(EntryProjection.ENTRY)
                                + " WHERE position > ? AND position <= ? ORDER BY position",
                        each,
                        tail.to(),
                        newest);
    }

    /** False when the blocks are not what the tail thought that they are. */
    private boolean fold(Tables tables, EntryTail tail, List<Placed> entries, long last) {
        Map<AccountKey, EntryRun> runs;
        long from;
        synchronized (this) {
            runs = tail.waitingRuns();
            from = tail.folded();
        }
        entries.forEach(entry ->
                runs.computeIfAbsent(entry.account(), absent -> new EntryRun()).add(entry.key()));
        if (tables.jdbc()
                        .update(
                                "UPDATE " + tables.name(FOLDED) + " SET position = ? WHERE id = 1 AND position = ?",
                                last,
                                from)
                != 1) {
            return false;
        }
        List<Object[]> blocks = new ArrayList<>();
        runs.forEach((account, run) -> {
            for (int begin = 0; begin < run.size(); begin += LARGEST_BLOCK) {
                blocks.add(block(account, run, begin, Math.min(run.size(), begin + LARGEST_BLOCK)));
            }
        });
        insert(tables, blocks);
        return true;
    }

    private static Object[] block(AccountKey account, EntryRun run, int begin, int end) {
        EntryKey first = run.get(begin);
        return new Object[] {
            account.ledger(), account.address(), first.recordedAt(), first.position(), run.encode(begin, end)
        };
    }

    private static void insert(Tables tables, List<Object[]> blocks) {
        Rows.insert(tables, BLOCK, "ledger, address, recorded_at, position, entries", blocks);
    }

    /**
     * Takes an entry whose row has been written after it had waited. What followed it on its account has waited too, so it
     * comes after all that the blocks have of it.
     */
    void writeLate(Tables tables, Placed entry) {
        if (entry.key().position() <= folded(tables)) {
            EntryRun run = new EntryRun();
            run.add(entry.key());
            insert(tables, List.<Object[]>of(block(entry.account(), run, 0, 1)));
        }
    }

    /**
     * The sum of what {@link #fingerprint} makes of each entry in the blocks of the ledgers; of those up to
     * {@link #folded}, if nothing is wrong.
     */
    public static long fingerprintOfBlocks(Collection<String> ledgers, Tables tables) {
        long sum = 0;
        for (String ledger : ledgers) {
            Object[] last = {"", 0L, 0L};
            List<Object[]> page;
            do {
                IndexWalk walk = new IndexWalk(tables.name(BLOCK))
                        .equal("ledger", ledger)
                        .sortedBy("address")
                        .sortedBy("recorded_at")
                        .sortedBy("position")
                        .and("address >= ?", last[0])
                        .and(
                                "(address > ? OR recorded_at > ? OR recorded_at = ? AND position > ?)",
                                last[0],
                                last[1],
                                last[1],
                                last[2]);
                page = tables.jdbc()
                        .query(
                                walk.sql("address, recorded_at, position, entries", false, BLOCKS_CHECKED_AT_ONCE),
                                (row, index) ->
                                        new Object[] {row.getString(1), row.getLong(2), row.getLong(3), row.getBytes(4)
                                        },
                                walk.arguments());
                for (Object[] block : page) {
                    EntryRun run = EntryRun.decode((byte[]) block[3]);
                    for (int i = 0; i < run.size(); i++) {
                        EntryKey key = run.get(i);
                        sum += fingerprint(ledger, (String) block[0], key.recordedAt(), key.position());
                    }
                    last = block;
                }
            } while (page.size() == BLOCKS_CHECKED_AT_ONCE);
        }
        return sum;
    }

    /** A number that is very likely another one for any other entry or account. */
    public static long fingerprint(String ledger, String address, long recordedAt, long position) {
        long mixed = position * 0x9E37_79B9_7F4A_7C15L
                + recordedAt * 0xC2B2_AE3D_27D4_EB4FL
                + (31L * ledger.hashCode() + address.hashCode()) * 0x1656_67B1_9E37_79F9L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return mixed ^ mixed >>> 29;
    }

    /** What a read sees; for one transaction that sees one moment. */
    View view(Tables tables) {
        return tables.jdbc()
                .queryForObject(
                        "SELECT position AS folded, COALESCE((SELECT e.position FROM "
                                + tables.name(EntryProjection.ENTRY)
                                + " e WHERE e.position > 0 ORDER BY e.position DESC LIMIT 1), 0) AS newest FROM "
                                + tables.name(FOLDED) + " WHERE id = 1",
                        (row, index) -> new View(tables, row.getLong("folded"), row.getLong("newest")));
    }

    /** The tail, if it can be made to have what the read sees; else null. */
    private EntryTail tail(View view) {
        EntryTail tail = tails.get(view.tables.version());
        if (tail == null || tail.to() < view.folded) {
            tail = new EntryTail(view.folded);
            tails.put(view.tables.version(), tail);
        }
        if (tail.holds(view.folded, tail.to()) && tail.to() < view.newest) {
            load(view.tables, tail, view.newest);
            tail.setComplete(false);
        }
        if (tail.folded() < view.folded) {
            tail.foldedTo(view.folded);
        }
        return tail.holds(view.folded, view.newest) ? tail : null;
    }

    private synchronized List<EntryKey> recent(View view, AccountKey account, EntryWalk walk) {
        EntryTail tail = tail(view);
        return tail == null
                ? walk.along(recentByRows(view, account))
                : tail.walk(account, walk, view.folded, view.newest);
    }

    private static EntryRun recentByRows(View view, AccountKey account) {
        EntryRun run = new EntryRun();
        RowCallbackHandler each = row -> run.add(new EntryKey(row.getLong("recorded_at"), row.getLong("position")));
        view.tables
                .jdbc()
                .query(
                        "SELECT recorded_at, position FROM " + view.tables.name(EntryProjection.ENTRY)
                                + " WHERE position > ? AND ledger = ? AND address = ? ORDER BY position",
                        each,
                        view.folded,
                        account.ledger(),
                        account.address());
        return run;
    }

    /**
     * The last block of an account {@code a} of a statement.
     *
     * @param condition on the block, {@code b}, such as {@code " AND b.recorded_at <= ?"}
     */
    static String lastBlock(Tables tables, String condition) {
        return "(SELECT b.entries FROM " + tables.name(BLOCK)
                + " b WHERE b.ledger = a.ledger AND b.address = a.address" + condition
                + " ORDER BY b.ledger DESC, b.address DESC, b.recorded_at DESC, b.position DESC LIMIT 1)";
    }

    /** What a read sees. */
    final class View {
        private final Tables tables;
        private final long folded;
        private final long newest;

        private View(Tables tables, long folded, long newest) {
            this.tables = tables;
            this.folded = folded;
            this.newest = newest;
        }

        /** The keys of entries of an account, in the order of the walk. */
        List<EntryKey> walk(AccountKey account, EntryWalk walk) {
            List<EntryKey> found = new ArrayList<>();
            if (walk.descending()) {
                found.addAll(recent(this, account, walk));
            }
            if (found.size() < walk.count() && folded > 0) {
                walkBlocks(account, walk.behind(found), found);
            }
            if (!walk.descending() && found.size() < walk.count()) {
                found.addAll(recent(this, account, walk.behind(found)));
            }
            return found;
        }

        /**
         * The last entry of an account before a key, or null.
         *
         * @param block as {@link EntryIndex#lastBlock} has found it; null when there is none
         */
        EntryKey last(AccountKey account, EntryKey before, byte[] block) {
            EntryWalk walk = EntryWalk.lastBefore(before);
            List<EntryKey> found = recent(this, account, walk);
            if (found.isEmpty() && block != null) {
                found = walk.along(EntryRun.decode(block));
            }
            return found.isEmpty() ? null : found.get(0);
        }

        private void walkBlocks(AccountKey account, EntryWalk walk, List<EntryKey> found) {
            int wanted = found.size() + walk.count();
            boolean descending = walk.descending();
            if (!descending) {
                take(blocks(account, "<=", walk.after(), true, 1), walk, wanted, found);
            }
            EntryKey bound = descending ? walk.before() : walk.after();
            int atOnce = Math.min(walk.count(), BLOCKS_AT_ONCE);
            List<EntryRun> runs;
            do {
                runs = blocks(account, descending ? "<" : ">", bound, descending, atOnce);
                take(runs, walk, wanted, found);
                bound = runs.isEmpty() ? bound : runs.get(runs.size() - 1).get(0);
            } while (runs.size() == atOnce && found.size() < wanted && walk.mayGoOnAt(bound));
        }

        private static void take(List<EntryRun> runs, EntryWalk walk, int wanted, List<EntryKey> found) {
            runs.forEach(
                    run -> found.addAll(walk.withCount(wanted - found.size()).along(run)));
        }

        /** Those whose first key compares so with another. */
        private List<EntryRun> blocks(
                AccountKey account, String comparison, EntryKey key, boolean descending, int count) {
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
    }
}
