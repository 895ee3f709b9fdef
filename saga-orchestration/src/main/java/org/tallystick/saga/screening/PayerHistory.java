package org.tallystick.saga.screening;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Money;
import org.tallystick.values.PaymentId;

/**
 * The payments of each payer in the order of the events. It is kept in memory and made of the events: after a restart it is
 * read again from where the window begins, which is found by the recorded times, since these never decrease.
 */
final class PayerHistory {
    private static final int EVENTS_AT_ONCE = 1_000;
    private static final int WINDOWS_KEPT = 3;

    private final EventLog log;
    private final Duration window;
    private final Map<Payer, List<Past>> payments = new HashMap<>();
    private Instant since = Instant.MAX;
    private long position;

    PayerHistory(EventLog log, Duration window) {
        this.log = log;
        this.window = window;
    }

    record Past(PaymentId payment, Instant at, Money amount) {}

    private record Payer(LedgerName ledger, Address account) {}

    /**
     * What a payer has initiated in the window, up to a payment and with it.
     *
     * @throws IllegalStateException when the payment is not among the events yet
     */
    synchronized List<Past> until(ScreeningRequest request) {
        Instant from = request.initiatedAt().minus(window);
        if (from.isBefore(since)) {
            startAt(from);
        }
        follow(from);
        List<Past> until = new ArrayList<>();
        for (Past past : payments.getOrDefault(new Payer(request.ledger(), request.payer()), List.of())) {
            until.add(past);
            if (past.payment().equals(request.payment())) {
                return until;
            }
        }
        throw new IllegalStateException("payment " + request.payment() + " is not in the log");
    }

    private void startAt(Instant from) {
        payments.clear();
        since = from;
        position = lastBefore(from);
    }

    /** The position of the last event that was recorded before an instant. */
    private long lastBefore(Instant instant) {
        long before = 0;
        long notBefore = log.head() + 1;
        while (before + 1 < notBefore) {
            long middle = (before + notBefore) >>> 1;
            if (log.read(middle - 1, 1).get(0).recordedAt().isBefore(instant)) {
                before = middle;
            } else {
                notBefore = middle;
            }
        }
        return before;
    }

    private void follow(Instant needed) {
        List<RecordedEvent> events = log.read(position, EVENTS_AT_ONCE);
        while (!events.isEmpty()) {
            events.forEach(this::add);
            RecordedEvent last = events.get(events.size() - 1);
            position = last.position();
            forgetBefore(needed, last.recordedAt());
            events = log.read(position, EVENTS_AT_ONCE);
        }
    }

    private void add(RecordedEvent event) {
        if (event.payload() instanceof PaymentInitiated initiated) {
            payments.computeIfAbsent(new Payer(initiated.ledger(), initiated.payer()), payer -> new ArrayList<>())
                    .add(new Past(
                            initiated.payment(), event.recordedAt(), new Money(initiated.amount(), initiated.asset())));
        }
    }

    /** Keeps more than one window, so that a payment that waited a while does not start the reading over. */
    private void forgetBefore(Instant needed, Instant now) {
        Instant usual = now.minus(window.multipliedBy(WINDOWS_KEPT));
        Instant keptSince = needed.isBefore(usual) ? needed : usual;
        if (since.isBefore(keptSince.minus(window))) {
            since = keptSince;
            payments.values().forEach(list -> list.removeIf(past -> past.at().isBefore(keptSince)));
            payments.values().removeIf(List::isEmpty);
        }
    }
}
