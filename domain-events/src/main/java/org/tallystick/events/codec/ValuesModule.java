package org.tallystick.events.codec;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.EnumText;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentFunds;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.Schedule;
import org.tallystick.values.Side;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionPhase;
import org.tallystick.values.TransferFunds;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferPhase;
import org.tallystick.values.TransferStep;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Identifiers, assets, enumerations and instants are plain text in JSON, enumerations in lower case; counters are four integers. */
public final class ValuesModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    public ValuesModule() {
        super("tallystick-values");
        text(LedgerName.class, LedgerName::value, LedgerName::new);
        text(Address.class, Address::value, Address::new);
        text(TransactionId.class, TransactionId::value, TransactionId::new);
        text(PaymentId.class, PaymentId::value, PaymentId::new);
        text(TransferId.class, TransferId::value, TransferId::new);
        text(StandingOrderId.class, StandingOrderId::value, StandingOrderId::new);
        text(LocalDate.class, LocalDate::toString, LocalDate::parse);
        text(ZoneId.class, ZoneId::getId, ZoneId::of);
        text(Asset.class, Asset::toString, Asset::parse);
        text(Instant.class, Instant::toString, Instant::parse);
        text(Duration.class, Duration::toString, Duration::parse);
        addSerializer(new CountersForm.Writer());
        addDeserializer(Counters.class, new CountersForm.Reader());
        enumeration(Side.class, Side.values());
        enumeration(AccountStatus.class, AccountStatus.values());
        enumeration(TransactionPhase.class, TransactionPhase.values());
        enumeration(PaymentPhase.class, PaymentPhase.values());
        enumeration(PaymentStep.class, PaymentStep.values());
        enumeration(PaymentFunds.class, PaymentFunds.values());
        enumeration(TransferPhase.class, TransferPhase.values());
        enumeration(TransferFunds.class, TransferFunds.values());
        enumeration(Schedule.Period.class, Schedule.Period.values());
        enumeration(TransferStep.class, TransferStep.values());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addValueInstantiators(new RecordInstantiators());
    }

    private <E extends Enum<E>> void enumeration(Class<E> type, E[] constants) {
        text(type, constant -> EnumText.of(constant), text -> EnumText.parse(constants, text));
    }

    private <T> void text(Class<T> type, Function<T, String> write, Function<String, T> read) {
        addSerializer(type, new TextSerializer<>(type, write));
        addDeserializer(type, new TextDeserializer<>(type, read));
    }

    private static final class TextSerializer<T> extends StdSerializer<T> {
        private final transient Function<T, String> write;

        TextSerializer(Class<T> type, Function<T, String> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(write.apply(value));
        }
    }

    private static final class TextDeserializer<T> extends StdDeserializer<T> {
        private final transient Function<String, T> read;

        TextDeserializer(Class<T> type, Function<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            return read.apply(parser.getValueAsString());
        }
    }
}
