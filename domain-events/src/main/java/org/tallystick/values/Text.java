package org.tallystick.values;

/** Free text that every supported database can store and every JSON reader can read back. */
public final class Text {
    private Text() {}

    /** @throws InvalidValueException when the text has a NUL character or half of a surrogate pair */
    public static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new InvalidValueException("must not contain the NUL character");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new InvalidValueException("must not contain half of a surrogate pair");
            }
        }
        return text;
    }

    /** How many characters it has, one beyond the basic plane (an emoji, say) counted as one. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** @throws InvalidValueException when the text is longer than {@code maxLength} characters or not storable */
    public static String checked(String text, int maxLength) {
        if (length(text) > maxLength) {
            throw new InvalidValueException("must have at most " + maxLength + " characters");
        }
        return storable(text);
    }
}
