package org.tallystick.values;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is counted: a code {@code [A-Z][A-Z0-9]{1,15}} and a scale, the number of decimals of its minor unit (0 to 18).
 * Written {@code EUR/2}, {@code JPY/0}, {@code BTC/8}.
 */
public final class Asset implements Comparable<Asset> {
    private static final int MOST_KNOWN = 1_000;
    private static final Map<String, Asset> KNOWN = new ConcurrentHashMap<>();

    private final String code;
    private final int scale;
    /** Kept, since every posting and entry is written with it several times. */
    private final String text;

    /** @throws InvalidValueException when code or scale is out of its form */
    public Asset(String code, int scale) {
        if (!isCode(code) || scale < 0 || scale > 18) {
            throw malformed();
        }
        this.code = code;
        this.scale = scale;
        this.text = code + "/" + scale;
    }

    public String code() {
        return code;
    }

    /** The number of decimals of its minor unit, 0 to 18. */
    public int scale() {
        return scale;
    }

    /**
     * Reads {@code CODE/SCALE}, the scale without leading zeros. Of the first assets that were read each is the same object
     * always: there are few, and it is in the cache of every processor.
     *
     * @throws InvalidValueException when it is not that
     */
    public static Asset parse(String text) {
        Asset known = text == null ? null : KNOWN.get(text);
        return known == null ? parseUnknown(text) : known;
    }

    private static Asset parseUnknown(String text) {
        int slash = text == null ? -1 : text.indexOf('/');
        int scaleDigits = slash < 0 ? 0 : text.length() - slash - 1;
        if (scaleDigits < 1 || scaleDigits > 2 || (scaleDigits == 2 && text.charAt(slash + 1) == '0')) {
            throw malformed();
        }
        int scale = 0;
        for (int i = slash + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw malformed();
            }
            scale = scale * 10 + (c - '0');
        }
        Asset asset = new Asset(text.substring(0, slash), scale);
        return KNOWN.size() < MOST_KNOWN ? KNOWN.merge(text, asset, (before, same) -> before) : asset;
    }

    private static boolean isCode(String code) {
        if (code == null || code.length() < 2 || code.length() > 16 || !isUpper(code.charAt(0))) {
            return false;
        }
        return Characters.all(code, c -> isUpper(c) || c >= '0' && c <= '9');
    }

    private static boolean isUpper(int c) {
        return c >= 'A' && c <= 'Z';
    }

    private static InvalidValueException malformed() {
        return new InvalidValueException("must be a code of 2 to 16 upper-case letters or digits, '/', and a scale from"
                + " 0 to 18, such as EUR/2");
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Asset asset && text.equals(asset.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public int compareTo(Asset other) {
        int byCode = code.compareTo(other.code);
        return byCode != 0 ? byCode : Integer.compare(scale, other.scale);
    }

    @Override
    public String toString() {
        return text;
    }
}
