package org.tallystick.query.payment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.events.codec.EnumText;
import org.tallystick.queries.FindMoneyInFlight;
import org.tallystick.queries.FindPayment;
import org.tallystick.queries.FindPaymentChain;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListPayments;
import org.tallystick.queries.Page;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentPhase;

@RestController
@Tag(name = "Payments")
class PaymentQueryController {
    private static final String PAYMENTS = "/v1/payments";

    private final QuerySender queries;

    PaymentQueryController(QuerySender queries) {
        this.queries = queries;
    }

    @GetMapping(PAYMENTS + "/{id}")
    @Operation(
            summary = "One payment with everything that happened to it",
            description = "Name and account number of the beneficiary are null once they were erased.")
    @QueryParameters({"position"})
    ResponseEntity<byte[]> get(@PathVariable String id, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        PaymentId payment = Parameters.path("id", id, PaymentId::new);
        return asked.answer(queries.ask(new FindPayment(payment, asked.reached()), Found.class));
    }

    @GetMapping(PAYMENTS + "/{id}/chain")
    @Operation(
            summary = "What caused what in a payment, as a tree",
            description = "From each request over commands, events and steps of the saga to the messages of the rail.")
    @QueryParameters({"position"})
    ResponseEntity<byte[]> chain(@PathVariable String id, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        PaymentId payment = Parameters.path("id", id, PaymentId::new);
        return asked.answer(queries.ask(new FindPaymentChain(payment, asked.reached()), Found.class));
    }

    @GetMapping(PAYMENTS)
    @Operation(summary = "Payments, newest first")
    @QueryParameters({
        "ledger",
        "payer",
        "rail",
        "state",
        "asset",
        "reference",
        "from",
        "to",
        "metadata[key]",
        "limit",
        "cursor",
        "position"
    })
    ResponseEntity<byte[]> list(HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(
                request,
                "ledger",
                "payer",
                "rail",
                "state",
                "asset",
                "reference",
                "from",
                "to",
                "metadata[]",
                "limit",
                "cursor");
        Parameters parameters = asked.parameters();
        ListPayments query = new ListPayments(
                parameters.optional("ledger", LedgerName::new),
                parameters.optional("payer", Address::new),
                parameters.optional("rail", text -> text),
                parameters.optional("state", text -> EnumText.parse(PaymentPhase.values(), text)),
                parameters.optional("asset", Asset::parse),
                parameters.optional("reference", text -> text),
                parameters.instant("from"),
                parameters.instant("to"),
                parameters.family("metadata"),
                asked.slice(Long::valueOf),
                asked.reached());
        return asked.answer(queries.ask(query, Page.class));
    }

    @GetMapping(PAYMENTS + "/in-flight")
    @Operation(
            summary = "Money in flight, beside what is pending on the accounts that payments clear through",
            description = "Both at the one position that the answer names. What others hold on these accounts is"
                    + " otherPending; accounts where the sums are not equal are listed as differing.")
    @QueryParameters({"ledger", "position"})
    ResponseEntity<byte[]> inFlight(HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request, "ledger");
        LedgerName ledger = asked.parameters().optional("ledger", LedgerName::new);
        return asked.answer(queries.ask(new FindMoneyInFlight(ledger, asked.reached()), Found.class));
    }
}
