package org.tallystick.query.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import org.tallystick.answers.PaymentChain;
import org.tallystick.events.EventMetadata;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.queries.FindPaymentChain;
import org.tallystick.queries.Found;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.Position;
import org.tallystick.values.TransactionId;

/** Tells what caused what in a payment, from the stored events alone: the read model only tells how far it has come. */
@Component
public final class PaymentChainQueryHandler {
    /** The events of a unit of work stand side by side; one that moves the money of a payment has a few. */
    private static final int NEIGHBOURS = 8;

    private final ProjectionReads reads;
    private final EventLog log;

    public PaymentChainQueryHandler(ProjectionReads reads, EventLog log) {
        this.reads = reads;
        this.log = log;
    }

    @QueryHandler
    public Found<PaymentChain> handle(FindPaymentChain query) {
        return reads.read(List.of(PaymentProjection.NAME), query.reached(), view -> {
            PaymentState state = PaymentQueryHandler.state(query.payment(), view);
            long position = view.position(PaymentProjection.NAME);
            CauseTree tree = new CauseTree(List.copyOf(events(state, position).values()));
            return new Found<>(new PaymentChain(state.id(), new Position(position), tree.requests()), position);
        });
    }

    /** Of the payment, and of what its transactions did to accounts. */
    private Map<Long, RecordedEvent> events(PaymentState state, long upTo) {
        Map<Long, RecordedEvent> found = new TreeMap<>();
        stream(state.id().stream(), upTo).forEach(event -> found.put(event.position(), event));
        Set<TransactionId> transactions = Set.of(
                state.hold(),
                DerivedIds.ofPayment(state.id(), PaymentStep.POST),
                DerivedIds.ofPayment(state.id(), PaymentStep.REVERSE));
        for (TransactionId transaction : transactions) {
            for (RecordedEvent event : stream(state.ledger().streamOf(transaction), upTo)) {
                unit(event).forEach(each -> found.put(each.position(), each));
            }
        }
        return found;
    }

    private List<RecordedEvent> stream(String stream, long upTo) {
        return log.readStream(stream).stream()
                .filter(event -> event.position() <= upTo)
                .toList();
    }

    private List<RecordedEvent> unit(RecordedEvent event) {
        String cause = event.metadata().get(EventMetadata.CAUSATION_ID);
        return neighbours(event).stream()
                .filter(each -> each.position() == event.position()
                        || cause != null && cause.equals(each.metadata().get(EventMetadata.CAUSATION_ID)))
                .toList();
    }

    private List<RecordedEvent> neighbours(RecordedEvent event) {
        long to = Math.min(log.head(), event.position() + NEIGHBOURS);
        long at = Math.max(0, event.position() - 1 - NEIGHBOURS);
        List<RecordedEvent> found = new ArrayList<>();
        while (at < to) {
            found.addAll(log.read(at, (int) (to - at)));
            at = found.get(found.size() - 1).position();
        }
        return found;
    }
}
