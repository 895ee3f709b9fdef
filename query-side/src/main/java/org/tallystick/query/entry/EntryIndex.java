package org.tallystick.query.entry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tallystick.query.projection.IndexWalk;
import org.tallystick.query.projection.Rows;
import org.tallystick.query.projection.Tables;

/**
 * Finds the entries of an account among {@link PlainEntries}, which stand in the order of their positions alone. An index
 * row for each entry would fall on a page of its own, and an H2 file stores each page that a batch touches. So what was
 * written last is kept in memory, by account, and when much has gathered it is folded into blocks, each with the keys of
 * many entries of one account.
 *
 * <p>Only the rows are the truth. What is in memory is read from them again when it is not known to be complete: after a
 * start, after a batch was undone, after another process has written. A read finds what it sees at its own moment: in the
 * blocks, and beyond the position up to which they go in memory or, if that begins too late, by the rows themselves.
 */
public final class EntryIndex {
    /** Entries beyond the blocks: the more, the fewer blocks; each takes some 50 to 250 bytes, twice that many are kept. */
    static final int FOLDED_AT = 100_000;
    /** Keys in a block; to find the last one all are decoded. */
    private static final int LARGEST_BLOCK = 2_000;

    private static final int MOST_BLOCKS_AT_ONCE = 32;
    /** So many keys may be in a block of an account that is not used much. */
    private static final int KEYS_OF_A_SMALL_BLOCK = 16;

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

    /** Rows may have changed in another way than by the next batch: the next one begins with what the rows say. */
    synchronized void forget() {
        tails.values().forEach(tail -> tail.setComplete(false));
    }

    /**
     * Takes the entries of a batch whose rows have been written, in order, in its transaction.
     *
     * @param first the position of the first event of the batch
     * @param last that of the last
     */
    void write(Tables tables, List<PlainEntry> entries, long first, long last) {
        EntryTail tail = complete(tables, first);
        boolean due = tail.waiting() + entries.size() >= foldedAt;
        if (due && !fold(tables, tail, entries, last)) {
            forget();
            return;
        }
        synchronized (this) {
            tail.extend(entries, last);
            if (due) {
                tail.foldedTo(last);
            }
        }
    }

    /** The tail, with all that is before a position. Only the one who writes the version makes it so, and goes on from it. */
    private EntryTail complete(Tables tables, long first) {
        synchronized (this) {
            EntryTail tail = tails.get(tables.version());
            if (tail != null && tail.isComplete() && tail.to() < first) {
                return tail;
            }
        }
        long from = folded(tables);
        EntryTail tail = new EntryTail(from);
        tail.extend(load(tables, from, first - 1), first - 1);
        tail.setComplete(true);
        synchronized (this) {
            tails.keySet().removeIf(version -> version < tables.version() - 1);
            tails.put(tables.version(), tail);
        }
        return tail;
    }

    /** The position up to which blocks hold all entries. */
    public static long folded(Tables tables) {
        return tables.jdbc()
                .queryForObject("SELECT position FROM " + tables.name(FOLDED) + " WHERE id = 1", Long.class);
    }

    private static List<PlainEntry> load(Tables tables, long from, long to) {
        List<PlainEntry> found = new ArrayList<>();
        PlainEntries.between(from, to, tables, found::add);
        return found;
    }

    /** False when the blocks are not what the tail thought that they are. */
    private boolean fold(Tables tables, EntryTail tail, List<PlainEntry> entries, long last) {
        Map<AccountKey, EntryRun> runs;
        long from;
        synchronized (this) {
            runs = tail.waitingRuns();
            from = tail.folded();
        }
        entries.forEach(entry -> EntryRun.add(entry, runs));
        if (!moveFolded(tables, from, last)) {
            return false;
        }
        insert(tables, runs);
        return true;
    }

    private static boolean moveFolded(Tables tables, long from, long to) {
        String sql = "UPDATE " + tables.name(FOLDED) + " SET position = ? WHERE id = 1 AND position = ?";
        return tables.jdbc().update(sql, to, from) == 1;
    }

    private static void insert(Tables tables, Map<AccountKey, EntryRun> runs) {
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
     * Takes an entry whose row has been written after it had waited. What followed it on its account has waited too, so it
     * comes after all that the blocks have of it. Where they do not go so far yet, they are made to: nobody who sees its row
     * looks for it in memory, which may not have it.
     */
    void writeLate(Tables tables, PlainEntry entry) {
        long position = entry.key().position();
        long folded = tables.jdbc()
                .queryForObject("SELECT position FROM " + tables.name(FOLDED) + " WHERE id = 1 FOR UPDATE", Long.class);
        Map<AccountKey, EntryRun> runs = new TreeMap<>();
        if (position > folded) {
            List<PlainEntry> all = load(tables, folded, Long.MAX_VALUE);
            all.forEach(each -> EntryRun.add(each, runs));
            moveFolded(tables, folded, all.get(all.size() - 1).key().position());
        } else {
            EntryRun.add(entry, runs);
        }
        insert(tables, runs);
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
                sum += EntryIndex.fingerprint(ledger, address, key.recordedAt(), key.position());
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

    /** What a read sees; for one transaction that sees one moment. */
    View view(Tables tables) {
        return tables.jdbc()
                .queryForObject(
                        "SELECT f.position AS folded, v.position AS reached FROM " + tables.name(FOLDED)
                                + " f JOIN projection_version v ON v.name = ? AND v.version = ? WHERE f.id = 1",
                        (row, index) -> new View(tables, row.getLong("folded"), row.getLong("reached")),
                        EntryProjection.NAME,
                        tables.version());
    }

    /**
     * The last entry of an account in a version that this process writes.
     *
     * @param folded where the blocks must end, lest there is an entry that memory does not know
     */
    record LastWritten(EntryKey key, long folded) {}

    /** Empty when memory does not tell the last entry of an account up to a position. */
    synchronized Optional<LastWritten> lastWritten(Tables tables, AccountKey account, long reached) {
        EntryTail tail = tails.get(tables.version());
        if (tail == null || !tail.isComplete() || !tail.holds(tail.folded(), reached)) {
            return Optional.empty();
        }
        return tail.walk(account, EntryWalk.lastBefore(EntryKey.LAST), tail.folded(), reached).stream()
                .findFirst()
                .map(key -> new LastWritten(key, tail.folded()));
    }

    /** Null when memory does not have what the read sees. */
    private synchronized List<EntryKey> shared(View view, AccountKey account, EntryWalk walk) {
        EntryTail tail = tails.get(view.tables.version());
        return tail == null || !tail.holds(view.folded, view.reached)
                ? null
                : tail.walk(account, walk, view.folded, view.reached);
    }

    /** Reads into memory what lacks there, unless a newer read has done so or the writer goes on meanwhile. */
    private void catchUp(View view) {
        int version = view.tables.version();
        EntryTail known;
        long from;
        synchronized (this) {
            known = tails.get(version);
            from = known == null || known.to() < view.folded ? view.folded : known.to();
            if (known != null && (from >= view.reached || known.to() == from && !known.holds(view.folded, from))) {
                return;
            }
        }
        List<PlainEntry> more = load(view.tables, from, view.reached);
        synchronized (this) {
            if (tails.get(version) == known && (known == null || known.to() <= from)) {
                EntryTail tail = known != null && known.to() == from ? known : new EntryTail(from);
                tail.extend(more, view.reached);
                tail.setComplete(false);
                if (tail.folded() < view.folded) {
                    tail.foldedTo(view.folded);
                }
                tails.put(version, tail);
            }
        }
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
        private final long reached;
        /** What is in no block, for this read alone; null while memory has it. */
        private EntryTail own;

        private View(Tables tables, long folded, long reached) {
            this.tables = tables;
            this.folded = folded;
            this.reached = reached;
        }

        /** A read that lasts may find that memory has gone on without what it sees: then it reads that once, for itself. */
        private List<EntryKey> recent(AccountKey account, EntryWalk walk) {
            if (own == null) {
                List<EntryKey> found = shared(this, account, walk);
                if (found == null) {
                    catchUp(this);
                    found = shared(this, account, walk);
                }
                if (found != null) {
                    return found;
                }
                own = new EntryTail(folded);
                own.extend(load(tables, folded, reached), reached);
            }
            return own.walk(account, walk, folded, reached);
        }

        /** The keys of entries of an account, in the order of the walk. */
        List<EntryKey> walk(AccountKey account, EntryWalk walk) {
            List<EntryKey> found = new ArrayList<>();
            if (walk.descending()) {
                found.addAll(recent(account, walk));
            }
            if (found.size() < walk.count() && folded > 0) {
                walkBlocks(account, walk.behind(found), found);
            }
            if (!walk.descending() && found.size() < walk.count()) {
                found.addAll(recent(account, walk.behind(found)));
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
            List<EntryKey> found = recent(account, walk);
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
            int atOnce = Math.min(1 + walk.count() / KEYS_OF_A_SMALL_BLOCK, MOST_BLOCKS_AT_ONCE);
            List<EntryRun> runs;
            boolean more;
            do {
                runs = blocks(account, descending ? "<" : ">", bound, descending, atOnce);
                more = runs.size() == atOnce;
                atOnce = Math.min(2 * atOnce, MOST_BLOCKS_AT_ONCE);
                take(runs, walk, wanted, found);
                bound = runs.isEmpty() ? bound : runs.get(runs.size() - 1).get(0);
            } while (more && found.size() < wanted && walk.mayGoOnAt(bound));
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
