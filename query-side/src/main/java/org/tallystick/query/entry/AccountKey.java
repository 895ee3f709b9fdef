package org.tallystick.query.entry;

import java.util.Comparator;

/** An account as the columns of a row name it. */
public record AccountKey(String ledger, String address) implements Comparable<AccountKey> {
    private static final Comparator<AccountKey> ORDER =
            Comparator.comparing(AccountKey::ledger).thenComparing(AccountKey::address);

    @Override
    public int compareTo(AccountKey other) {
        return ORDER.compare(this, other);
    }
}
