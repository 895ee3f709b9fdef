package org.tallystick.query.account;

import java.util.Collection;
import java.util.TreeSet;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.readmodels.ProjectionReads.ReadView;
import org.tallystick.values.LedgerName;

/** The accounts of a ledger of which an entry waits to be repaired, for sums over many accounts. */
final class StalePrefixes {
    private final TreeSet<String> addresses = new TreeSet<>();

    static StalePrefixes of(LedgerName ledger, ReadView view) {
        return new StalePrefixes(ledger.value() + "/a/", view.staleStreams(EntryProjection.NAME));
    }

    private StalePrefixes(String ledger, Collection<String> streams) {
        for (String stream : streams) {
            if (stream.startsWith(ledger)) {
                addresses.add(stream.substring(ledger.length()));
            }
        }
    }

    /** Whether one of them is the account of this name, or below it. */
    boolean touch(String prefix) {
        if (addresses.contains(prefix)) {
            return true;
        }
        String below = addresses.ceiling(prefix + ":");
        return below != null && below.startsWith(prefix + ":");
    }
}
