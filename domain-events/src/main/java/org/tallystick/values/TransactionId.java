package org.tallystick.values;

/**
 * Names a transaction within its ledger: {@code [A-Za-z0-9][A-Za-z0-9_.:-]{0,99}}. Identifiers that start with
 * {@value #DERIVED_PREFIX} are derived by the product and never accepted from a client.
 */
public record TransactionId(String value) implements Comparable<TransactionId> {
    public static final String DERIVED_PREFIX = "ts:";

    /** @throws InvalidValueException when the text is out of its form */
    public TransactionId {
        if (value == null
                || value.isEmpty()
                || value.length() > 100
                || !isLetterOrDigit(value.charAt(0))
                || !Characters.all(value, TransactionId::isIdCharacter)) {
            throw new InvalidValueException(
                    "must be 1 to 100 letters, digits, '_', '.', ':' or '-', starting with a letter or a digit");
        }
    }

    /**
     * An identifier that a client chose.
     *
     * @throws InvalidValueException when it is out of its form or in the reserved range
     */
    public static TransactionId chosen(String value) {
        TransactionId id = new TransactionId(value);
        if (id.isDerived()) {
            throw new InvalidValueException("must not start with the reserved prefix '" + DERIVED_PREFIX + "'");
        }
        return id;
    }

    public boolean isDerived() {
        return value.startsWith(DERIVED_PREFIX);
    }

    private static boolean isIdCharacter(int c) {
        return isLetterOrDigit(c) || c == '_' || c == '.' || c == ':' || c == '-';
    }

    private static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    @Override
    public int compareTo(TransactionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
