package org.tallystick.values;

import java.util.Map;

/** The rules of client metadata: at most 50 keys of 1 to 64 characters, values of at most 512. */
public final class Metadata {
    public static final int MAX_KEYS = 50;
    public static final int MAX_KEY_LENGTH = 64;
    public static final int MAX_VALUE_LENGTH = 512;

    private Metadata() {}

    /** @throws InvalidValueException when there are too many keys, or a key or value is too long or not storable text */
    public static Map<String, String> checked(Map<String, String> metadata) {
        if (metadata.size() > MAX_KEYS) {
            throw new InvalidValueException("must have at most 50 keys");
        }
        metadata.forEach((key, value) -> {
            checkedKey(key);
            if (Text.length(value) > MAX_VALUE_LENGTH) {
                throw new InvalidValueException("must have values of at most 512 characters");
            }
            Text.storable(value);
        });
        return OrderedMap.copyOf(metadata);
    }

    /** @throws InvalidValueException when no metadata can have such a key */
    public static String checkedKey(String key) {
        if (key.isEmpty() || Text.length(key) > MAX_KEY_LENGTH) {
            throw new InvalidValueException("must have keys of 1 to 64 characters");
        }
        return Text.storable(key);
    }
}
