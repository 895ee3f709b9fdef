package org.tallystick.query.entry;

import java.util.Comparator;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/** An account as the columns of a row name it. */
public record AccountKey(String ledger, String address) implements Comparable<AccountKey> {
    private static final Comparator<AccountKey> ORDER =
            Comparator.comparing(AccountKey::ledger).thenComparing(AccountKey::address);

    /** The stream of its events. */
    public String stream() {
        return new LedgerName(ledger).streamOf(new Address(address));
    }

    @Override
    public int compareTo(AccountKey other) {
        return ORDER.compare(this, other);
    }
}
