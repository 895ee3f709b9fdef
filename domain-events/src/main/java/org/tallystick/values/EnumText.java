package org.tallystick.values;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Enumerations as they stand in JSON: their names in lower case. */
public final class EnumText {
    private EnumText() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** @throws InvalidValueException when no constant has that name, with the names that would have been right */
    public static <E extends Enum<E>> E parse(E[] constants, String text) {
        for (E constant : constants) {
            if (of(constant).equals(text)) {
                return constant;
            }
        }
        throw new InvalidValueException(
                "must be " + Arrays.stream(constants).map(EnumText::of).collect(Collectors.joining(" or ")));
    }
}
