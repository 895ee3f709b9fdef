package org.tallystick.saga.rail.iso20022;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the rail works with one bank.
 *
 * @param folder holds {@code outbox}, {@code inbox} and what the rail remembers; one file system
 * @param debtor whose account is charged
 * @param bundleEvery how long payments are collected into one file; zero for a file per payment
 * @param lookEvery how often both folders are looked at
 * @param maxFileBytes a larger file of the bank is rejected unread
 */
public record Iso20022Settings(
        Path folder, Debtor debtor, Duration bundleEvery, Duration lookEvery, long maxFileBytes) {
    public static final long DEFAULT_MAX_FILE_BYTES = 16L << 20;

    /** @param bank its BIC, or another identification */
    public record Debtor(String name, String account, String bank) {}
}
