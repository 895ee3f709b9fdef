package org.tallystick.api;

import java.math.BigInteger;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/** Writes amounts as strings of digits. All of them, and nothing else, are big integers. */
final class TextAmounts extends JsonGeneratorDelegate {
    TextAmounts(JsonGenerator generator) {
        super(generator, false);
    }

    @Override
    public JsonGenerator writeNumber(BigInteger amount) {
        delegate.writeString(amount.toString());
        return this;
    }
}
