package org.tallystick.values;

/** Names an account within its ledger: segments of {@code [A-Za-z0-9_-]+} joined by {@code :}, at most 200 characters. */
public record Address(String value) implements Comparable<Address> {
    public static final int MAX_LENGTH = 200;

    /** @throws InvalidValueException when the text is out of its form */
    public Address {
        if (value == null || value.isEmpty() || value.length() > MAX_LENGTH || !isWellFormed(value)) {
            throw new InvalidValueException(
                    "must be segments of letters, digits, '_' or '-' joined by ':', at most 200 characters");
        }
    }

    private static boolean isWellFormed(String text) {
        boolean segmentEmpty = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                if (segmentEmpty) {
                    return false;
                }
                segmentEmpty = true;
            } else if (isSegmentCharacter(c)) {
                segmentEmpty = false;
            } else {
                return false;
            }
        }
        return !segmentEmpty;
    }

    private static boolean isSegmentCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    @Override
    public int compareTo(Address other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
