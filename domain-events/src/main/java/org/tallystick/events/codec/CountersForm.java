package org.tallystick.events.codec;

import java.math.BigInteger;
import org.tallystick.values.Counters;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Counters are an object of four integers, of which none is ever left out. */
final class CountersForm {
    private static final String DEBITS_POSTED = "debitsPosted";
    private static final String CREDITS_POSTED = "creditsPosted";
    private static final String DEBITS_PENDING = "debitsPending";
    private static final String CREDITS_PENDING = "creditsPending";

    private CountersForm() {}

    static final class Writer extends StdSerializer<Counters> {
        Writer() {
            super(Counters.class);
        }

        @Override
        public void serialize(Counters counters, JsonGenerator generator, SerializationContext context) {
            generator.writeStartObject();
            generator.writeNumberProperty(DEBITS_POSTED, counters.debitsPosted());
            generator.writeNumberProperty(CREDITS_POSTED, counters.creditsPosted());
            generator.writeNumberProperty(DEBITS_PENDING, counters.debitsPending());
            generator.writeNumberProperty(CREDITS_PENDING, counters.creditsPending());
            generator.writeEndObject();
        }
    }

    static final class Reader extends StdDeserializer<Counters> {
        Reader() {
            super(Counters.class);
        }

        @Override
        public Counters deserialize(JsonParser parser, DeserializationContext context) {
            BigInteger debitsPosted = null;
            BigInteger creditsPosted = null;
            BigInteger debitsPending = null;
            BigInteger creditsPending = null;
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                switch (name) {
                    case DEBITS_POSTED -> debitsPosted = parser.getBigIntegerValue();
                    case CREDITS_POSTED -> creditsPosted = parser.getBigIntegerValue();
                    case DEBITS_PENDING -> debitsPending = parser.getBigIntegerValue();
                    case CREDITS_PENDING -> creditsPending = parser.getBigIntegerValue();
                    default -> parser.skipChildren();
                }
            }
            if (debitsPosted == null || creditsPosted == null || debitsPending == null || creditsPending == null) {
                return context.reportInputMismatch(this, "one of the four counters is missing");
            }
            return new Counters(debitsPosted, creditsPosted, debitsPending, creditsPending);
        }
    }
}
