package org.tallystick.saga.screening;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Money;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentTerms;
import org.tallystick.values.SealedBeneficiary;
import org.tallystick.values.TransactionId;

/** A log of payments that were initiated, one event each. */
final class Initiations implements EventLog {
    private static final LedgerName LEDGER = new LedgerName("books");
    private static final PaymentTerms TERMS =
            new PaymentTerms(new Address("clearing"), null, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final List<RecordedEvent> events = new ArrayList<>();
    private int eventsRead;

    ScreeningRequest add(String payer, String amount, Instant at) {
        PaymentInitiated event = new PaymentInitiated(
                LEDGER,
                new PaymentId("p" + events.size()),
                new Address(payer),
                new BigInteger(amount),
                Asset.parse("EUR/2"),
                "simulator",
                new SealedBeneficiary("k", "ABNANL2A", ""),
                null,
                null,
                Map.of(),
                TERMS,
                new TransactionId("hold"),
                null);
        events.add(new RecordedEvent(events.size() + 1L, event.stream(), 0, at, event, Map.of()));
        return request(event, at);
    }

    private static ScreeningRequest request(PaymentInitiated event, Instant at) {
        return new ScreeningRequest(
                event.payment(),
                LEDGER,
                new Money(event.amount(), event.asset()),
                event.payer(),
                new Beneficiary("Ada  Lovelace", "NL91 ABNA 0417164300", "ABNANL2A"),
                null,
                Map.of(),
                at);
    }

    /** How many events were read since the last time that somebody asked. */
    int eventsRead() {
        int read = eventsRead;
        eventsRead = 0;
        return read;
    }

    @Override
    public long head() {
        return events.size();
    }

    @Override
    public List<RecordedEvent> read(long afterPosition, int maxEvents) {
        int to = (int) Math.min(events.size(), afterPosition + maxEvents);
        List<RecordedEvent> read = List.copyOf(events.subList((int) afterPosition, to));
        eventsRead += read.size();
        return read;
    }

    @Override
    public List<RecordedEvent> readUnits(long afterPosition, int maxEvents) {
        return read(afterPosition, maxEvents);
    }

    @Override
    public List<RecordedEvent> readStream(String stream, long afterPosition, int maxEvents) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean awaitBeyond(long position, Duration timeout) {
        throw new UnsupportedOperationException();
    }
}
