package org.tallystick.values;

import java.math.BigInteger;

/**
 * The place of an event in the journal, from 1 on; 0 is before the first. Text in JSON: the numbers of many languages
 * cannot hold all of them.
 */
public record Position(long value) implements Comparable<Position> {
    public Position {
        if (value < 0) {
            throw new InvalidValueException("must be 0 or more");
        }
    }

    /** @throws InvalidValueException when the text is no position */
    public static Position parse(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || new BigInteger(text).bitLength() >= Long.SIZE) {
            throw new InvalidValueException("must be a whole number from 0 on, below 2^63");
        }
        return new Position(Long.parseLong(text));
    }

    @Override
    public int compareTo(Position other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
