package org.tallystick.api;

import org.jspecify.annotations.Nullable;
import org.tallystick.values.EnumText;
import org.tallystick.values.InvalidValueException;
import tools.jackson.core.JsonGenerator;

/** How the amounts of an answer are written: whoever reads JSON in a language with small numbers asks for strings. */
public enum AmountForm {
    INTEGER,
    STRING;

    /** The query parameter that asks for a form; it goes before the header. */
    public static final String PARAMETER = "amounts";

    /**
     * What a request asks for.
     *
     * @param header the value of {@link Headers#AMOUNTS}; null when absent
     * @param parameter the value of {@link #PARAMETER}; null when absent
     * @throws ProblemException {@code invalid} when one of them is no form
     */
    public static AmountForm of(@Nullable String header, @Nullable String parameter) {
        AmountForm asked = header == null ? INTEGER : parse(Headers.AMOUNTS, header);
        return parameter == null ? asked : parse(PARAMETER, parameter);
    }

    private static AmountForm parse(String name, String sent) {
        try {
            return EnumText.parse(values(), sent);
        } catch (InvalidValueException e) {
            throw Parameters.invalid(name, sent, e.getMessage());
        }
    }

    JsonGenerator applied(JsonGenerator generator) {
        return this == STRING ? new TextAmounts(generator) : generator;
    }
}
