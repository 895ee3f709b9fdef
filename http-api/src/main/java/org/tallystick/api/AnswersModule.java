package org.tallystick.api;

import java.math.BigInteger;
import org.tallystick.values.EnumText;
import org.tallystick.values.Position;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** How answers are written, beyond what is so in stored events: positions as text, any enumeration in lower case. */
final class AnswersModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    AnswersModule() {
        super("tallystick-answers");
        addSerializer(Position.class, new Positions());
        addSerializer(new Enumerations());
        addSerializer(BigInteger.class, new Amounts());
    }

    private static final class Positions extends StdSerializer<Position> {
        Positions() {
            super(Position.class);
        }

        @Override
        public void serialize(Position position, JsonGenerator generator, SerializationContext context) {
            generator.writeString(Long.toString(position.value()));
        }
    }

    private static final class Enumerations extends StdSerializer<Enum<?>> {
        Enumerations() {
            super(Enum.class, false);
        }

        @Override
        public void serialize(Enum<?> constant, JsonGenerator generator, SerializationContext context) {
            generator.writeString(EnumText.of(constant));
        }
    }

    /** Nearly all are short, and written several times faster as what they fit in. */
    private static final class Amounts extends StdSerializer<BigInteger> {
        Amounts() {
            super(BigInteger.class);
        }

        @Override
        public void serialize(BigInteger amount, JsonGenerator generator, SerializationContext context) {
            if (amount.bitLength() < Long.SIZE && !(generator instanceof TextAmounts)) {
                generator.writeNumber(amount.longValue());
            } else {
                generator.writeNumber(amount);
            }
        }
    }
}
