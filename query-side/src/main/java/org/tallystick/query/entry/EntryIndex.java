package org.tallystick.query.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tallystick.readmodels.Tables;

/**
 * Finds the entries of an account among {@link PlainEntries}, which stand in the order of their positions alone. An index
 * row for each entry would fall on a page of its own, and an H2 file stores each page that a batch touches. So what was
 * written last is kept in memory, by account, and when much has gathered it is folded into blocks, each with the keys of
 * many entries of one account: {@link EntryBlocks}.
 *
 * <p>Only the rows are the truth. What is in memory is read from them again when it is not known to be complete: after a
 * start, after a batch was undone, after another process has written. A read finds what it sees at its own moment: in the
 * blocks, and beyond the position up to which they go in memory or, if that begins too late, by the rows themselves.
 */
public final class EntryIndex {
    /** Entries beyond the blocks: the more, the fewer blocks; each takes some 50 to 250 bytes, twice that many are kept. */
    static final int FOLDED_AT = 100_000;

    private final int foldedAt;
    private final Map<Integer, EntryTail> tails = new HashMap<>();

    public EntryIndex() {
        this(FOLDED_AT);
    }

    /** @param foldedAt how many entries gather before blocks are made of them */
    EntryIndex(int foldedAt) {
        this.foldedAt = foldedAt;
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
        long from = EntryBlocks.folded(tables);
        EntryTail tail = new EntryTail(from);
        tail.extend(load(tables, from, first - 1), first - 1);
        tail.setComplete(true);
        synchronized (this) {
            tails.keySet().removeIf(version -> version < tables.version() - 1);
            tails.put(tables.version(), tail);
        }
        return tail;
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
        if (!EntryBlocks.moveFolded(tables, from, last)) {
            return false;
        }
        EntryBlocks.insert(tables, runs);
        return true;
    }

    /**
     * Takes an entry whose row has been written after it had waited. What followed it on its account has waited too, so it
     * comes after all that the blocks have of it. Where they do not go so far yet, they are made to: nobody who sees its row
     * looks for it in memory, which may not have it.
     */
    void writeLate(Tables tables, PlainEntry entry) {
        long position = entry.key().position();
        long folded = EntryBlocks.lockFolded(tables);
        Map<AccountKey, EntryRun> runs = new TreeMap<>();
        if (position > folded) {
            List<PlainEntry> all = load(tables, folded, Long.MAX_VALUE);
            all.forEach(each -> EntryRun.add(each, runs));
            EntryBlocks.moveFolded(tables, folded, all.get(all.size() - 1).key().position());
        } else {
            EntryRun.add(entry, runs);
        }
        EntryBlocks.insert(tables, runs);
    }

    /** What a read sees; for one transaction that sees one moment. */
    View view(Tables tables) {
        return tables.jdbc()
                .queryForObject(
                        "SELECT f.position AS folded, v.position AS reached FROM " + tables.name(EntryBlocks.FOLDED)
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

    /** What a statement sees that has read how far blocks go, and how far the projection is. */
    public View view(Tables tables, long folded, long reached) {
        return new View(tables, folded, reached);
    }

    /** Whether memory has so many entries of an account beyond the blocks, as far as can be told before anything is read. */
    public synchronized boolean hasRecent(Tables tables, AccountKey account, int count) {
        EntryTail tail = tails.get(tables.version());
        EntryWalk newest = new EntryWalk(EntryKey.FIRST, EntryKey.LAST, true, count);
        return tail != null
                && tail.walk(account, newest, tail.folded(), tail.to()).size() == count;
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

    /** What a read sees. */
    public final class View {
        private final Tables tables;
        private final long folded;
        private final long reached;
        /** What is in no block, for this read alone; null while memory has it. */
        private EntryTail own;
        /** Of the account that is asked for, empty where it has none; null where that is not known. */
        private EntryRun lastBlock;

        private View(Tables tables, long folded, long reached) {
            this.tables = tables;
            this.folded = folded;
            this.reached = reached;
        }

        /**
         * For the entries of one account.
         *
         * @param block as {@link EntryBlocks#lastBlock} has found it; null when there is none
         */
        public View withLastBlock(byte[] block) {
            lastBlock = block == null ? new EntryRun() : EntryRun.decode(block);
            return this;
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
            if (walk.descending() && found.size() < walk.count() && lastBlock != null) {
                found.addAll(walk.behind(found).along(lastBlock));
            }
            boolean hasBlocks = folded > 0 && (lastBlock == null || lastBlock.size() > 0);
            if (hasBlocks && found.size() < walk.count()) {
                EntryBlocks.walk(tables, account, walk.behind(found), found);
            }
            if (!walk.descending() && found.size() < walk.count()) {
                found.addAll(recent(account, walk.behind(found)));
            }
            return found;
        }

        /**
         * The last entry of an account before a key, or null.
         *
         * @param block as {@link EntryBlocks#lastBlock} has found it; null when there is none
         */
        EntryKey last(AccountKey account, EntryKey before, byte[] block) {
            EntryWalk walk = EntryWalk.lastBefore(before);
            List<EntryKey> found = recent(account, walk);
            if (found.isEmpty() && block != null) {
                found = walk.along(EntryRun.decode(block));
            }
            return found.isEmpty() ? null : found.get(0);
        }
    }
}
