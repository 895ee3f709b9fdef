package org.tallystick.saga.rail.iso20022;

import java.util.Collection;
import java.util.HexFormat;
import org.tallystick.values.DerivedIds;

/**
 * Identifiers that banks take: at most 35 characters of their common set. A payment has that of its message; those of
 * files are derived from what is in them.
 */
final class BankIds {
    private static final String PREFIX = "TS";
    private static final int DIGEST_CHARACTERS = 28;

    private BankIds() {}

    /** A file, by the payments in it. */
    static String file(Collection<String> messageIds) {
        return derived("file", String.join(" ", messageIds));
    }

    /** The payments of one currency in a file. */
    static String batch(String file, String currency) {
        return file + "-" + currency;
    }

    /** A file of the bank, by what is in it. */
    static String content(byte[] bytes) {
        return derived("content", HexFormat.of().formatHex(bytes));
    }

    private static String derived(String kind, String from) {
        return PREFIX + DerivedIds.digest(kind, from).substring(0, DIGEST_CHARACTERS);
    }
}
