package org.tallystick.values;

import java.util.Optional;

/** Names a ledger: {@code [a-z0-9][a-z0-9-]{0,62}}. */
public record LedgerName(String value) implements Comparable<LedgerName> {
    /** Stands between the ledger and the identifier in the name of the event stream of a transaction. */
    public static final String TRANSACTIONS = "/t/";

    private static final String ACCOUNTS = "/a/";
    private static final String ACCOUNT_STATES = "/s/";

    /** @throws InvalidValueException when the text is out of its form */
    public LedgerName {
        if (value == null || value.isEmpty() || value.length() > 63 || value.charAt(0) == '-' || !isWellFormed(value)) {
            throw new InvalidValueException(
                    "must be 1 to 63 lower-case letters, digits or '-', and must not start with '-'");
        }
    }

    private static boolean isWellFormed(String text) {
        return Characters.all(text, c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    }

    /** The identifier of this ledger's own event stream. */
    public String stream() {
        return value + "/l";
    }

    /** What leads to the unit of work that an idempotency key stored, by the digest of the key in its scope. */
    public String streamOfKey(String keyDigest) {
        return value + "/k/" + keyDigest;
    }

    /** The identifier of the event stream of an account in this ledger. */
    public String streamOf(Address account) {
        return value + ACCOUNTS + account.value();
    }

    /** What leads to the units of work that told the whole state of an account. */
    public String streamOfStates(Address account) {
        return value + ACCOUNT_STATES + account.value();
    }

    /** {@link #streamOfStates} of the account whose event stream this is; empty for the stream of anything else. */
    public static Optional<String> statesOf(String stream) {
        int end = stream.indexOf('/');
        return end > 0 && stream.startsWith(ACCOUNTS, end)
                ? Optional.of(stream.substring(0, end) + ACCOUNT_STATES + stream.substring(end + ACCOUNTS.length()))
                : Optional.empty();
    }

    /** The identifier of the event stream of a transaction in this ledger. */
    public String streamOf(TransactionId transaction) {
        return value + TRANSACTIONS + transaction.value();
    }

    @Override
    public int compareTo(LedgerName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
