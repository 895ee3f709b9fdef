package org.tallystick.query.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The entries of one version that stand in no block yet, by account, and those of the blocks written last, for reads that
 * began before. It may hold more than a read may see: the read tells how far it sees.
 */
final class EntryTail {
    /** Every entry after this position is here. */
    private long from;

    private long folded;
    private long to;
    private int waiting;
    private boolean complete;
    private final Map<AccountKey, EntryRun> runs = new HashMap<>();

    /** @param folded the position up to which the blocks hold all entries */
    EntryTail(long folded) {
        this.from = folded;
        this.folded = folded;
        this.to = folded;
    }

    /** The position up to which blocks hold all. */
    long folded() {
        return folded;
    }

    /** The position up to which it has every entry. */
    long to() {
        return to;
    }

    /** How many stand in no block. */
    int waiting() {
        return waiting;
    }

    /** Whether it has what a read may see that sees blocks up to one position and entries up to another. */
    boolean holds(long blocksTo, long reached) {
        return from <= blocksTo && to >= reached;
    }

    /** Whether the one who writes the version has seen to it that nothing lacks before the next entry. */
    boolean isComplete() {
        return complete;
    }

    void setComplete(boolean complete) {
        this.complete = complete;
    }

    /** Adds what follows, which is every entry up to a position. */
    void extend(List<PlainEntry> entries, long through) {
        entries.forEach(entry -> EntryRun.add(entry, runs));
        waiting += entries.size();
        to = through;
    }

    /** Blocks hold all up to a position now. What they held before is dropped. */
    void foldedTo(long position) {
        from = folded;
        folded = position;
        waiting = 0;
        runs.values().removeIf(run -> run.countThrough(from) == run.size());
        runs.values().forEach(run -> run.removeFirst(run.countThrough(from)));
        runs.values().forEach(run -> waiting += run.size() - run.countThrough(folded));
    }

    /** What stands in no block, in the order of the accounts. */
    Map<AccountKey, EntryRun> waitingRuns() {
        Map<AccountKey, EntryRun> found = new TreeMap<>();
        runs.forEach((account, run) -> {
            int old = run.countThrough(folded);
            if (old < run.size()) {
                found.put(account, run.from(old));
            }
        });
        return found;
    }

    /** Of what a read sees that sees blocks up to one position and entries up to another. */
    List<EntryKey> walk(AccountKey account, EntryWalk walk, long blocksTo, long reached) {
        EntryRun run = runs.get(account);
        return run == null ? List.of() : walk.along(run, blocksTo, reached);
    }
}
