package org.tallystick.query.payment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.tallystick.answers.ChangedPayment;
import org.tallystick.answers.Payment;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.api.ServerSent;
import org.tallystick.queries.FollowPayments;
import org.tallystick.queries.PaymentChange;
import org.tallystick.queries.PaymentChanges;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.live.Followed;
import org.tallystick.query.live.LiveStreams;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/** Payments over server-sent events: a {@code change} for everything that happens to one. */
@RestController
@Tag(name = "Payments")
class PaymentStreamController {
    private static final int READ = 1_000;

    private final LiveStreams streams;
    private final ProjectionReads reads;

    PaymentStreamController(LiveStreams streams, ProjectionReads reads) {
        this.streams = streams;
        this.reads = reads;
    }

    @GetMapping(path = "/v1/payments/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "followPayments",
            summary = "Follow payments over server-sent events",
            description = "First those that are open, or the one that is asked for; then everything that happens to"
                    + " payments. Last-Event-ID goes on after that position.")
    @QueryParameters({"payment", "ledger", "payer", "rail", "position"})
    @ServerSent(event = "payments", data = Payment.class, listed = true)
    @ServerSent(event = "change", data = ChangedPayment.class)
    SseEmitter follow(HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        Parameters parameters = asked.parameters();
        FollowPayments query = new FollowPayments(
                parameters.optional("payment", PaymentId::new),
                parameters.optional("ledger", LedgerName::new),
                parameters.optional("payer", Address::new),
                parameters.optional("rail", text -> text),
                OptionalLong.empty());
        return streams.follow(new Payments(query), request, asked);
    }

    private final class Payments implements Followed<PaymentChange> {
        private final FollowPayments filter;

        Payments(FollowPayments filter) {
            this.filter = filter;
        }

        @Override
        public FollowPayments query(OptionalLong reached) {
            return new FollowPayments(filter.payment(), filter.ledger(), filter.payer(), filter.rail(), reached);
        }

        @Override
        public Class<PaymentChanges> updates() {
            return PaymentChanges.class;
        }

        @Override
        public String firstAnswer() {
            return "payments";
        }

        @Override
        public Missed<PaymentChange> missed(long after, long upTo) {
            List<PaymentChange> found = reads.read(
                    List.of(PaymentProjection.NAME),
                    OptionalLong.of(upTo),
                    view -> PaymentHistories.changes(after, upTo, READ, view.tables(PaymentProjection.NAME)));
            long seen = found.size() < READ ? upTo : found.get(READ - 1).position();
            return new Missed<>(found.stream().filter(filter::covers).toList(), seen);
        }

        @Override
        public Object answer(PaymentChange change) {
            return change.payment();
        }
    }
}
