package org.tallystick.saga.rail.iso20022;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Money;
import org.tallystick.values.PaymentId;

/** Instructions and settings of the tests. */
final class Orders {
    static final Instant NOW = Instant.parse("2026-03-31T12:00:00.123456Z");
    static final Iso20022Settings.Debtor DEBTOR =
            new Iso20022Settings.Debtor("Marketplace & Söhne", "DE89370400440532013000", "COBADEFFXXX");
    static final Beneficiary BENEFICIARY = new Beneficiary("Zoë <b> & \"Co\"", "NL91ABNA0417164300", "ABNANL2A");

    private Orders() {}

    static Iso20022Settings settings(Path folder, Duration bundleEvery) {
        return new Iso20022Settings(folder, DEBTOR, bundleEvery, Duration.ofMillis(20), 1 << 20);
    }

    static RailInstruction order(String payment) {
        return order(payment, "12345", "EUR/2", BENEFICIARY, "invoice 7");
    }

    static RailInstruction order(
            String payment, String amount, String asset, Beneficiary beneficiary, String reference) {
        return new RailInstruction(
                new PaymentId(payment),
                new LedgerName("books"),
                messageId(payment),
                new Money(new BigInteger(amount), Asset.parse(asset)),
                new Address("customers:1"),
                beneficiary,
                reference,
                Map.of(),
                NOW);
    }

    static String messageId(String payment) {
        return DerivedIds.digest(payment).substring(0, 32);
    }
}
