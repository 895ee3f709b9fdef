package org.tallystick.query.entry;

import java.util.List;
import org.tallystick.readmodels.IndexWalk;

/**
 * Rows of a ledger with one depth and addresses under a prefix, behind an address and asset, in their order.
 *
 * @param afterAddress empty for all
 */
record AccountRange(String ledger, int depth, String prefix, String afterAddress, String afterAsset) {

    /** Along a table {@code a} with such a primary key. */
    IndexWalk walk(String from) {
        String begin = afterAddress.compareTo(prefix) > 0 ? afterAddress : prefix;
        return new IndexWalk(from)
                .equal("a.ledger", ledger)
                .equal("a.depth", depth)
                .sortedBy("a.address")
                .sortedBy("a.asset")
                .and("a.address >= ?", begin)
                .and("a.address < ?", prefix + "~")
                .and("(a.address > ? OR a.asset > ?)", afterAddress, afterAsset);
    }

    AccountRange behind(List<LastEntries.Counted> page) {
        if (page.isEmpty()) {
            return this;
        }
        LastEntries.Counted last = page.get(page.size() - 1);
        return new AccountRange(ledger, depth, prefix, last.address(), last.asset());
    }
}
