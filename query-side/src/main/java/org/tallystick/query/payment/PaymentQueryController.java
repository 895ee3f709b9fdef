package org.tallystick.query.payment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.CountedPayments;
import org.tallystick.answers.InFlight;
import org.tallystick.answers.Listing;
import org.tallystick.answers.Payment;
import org.tallystick.answers.PaymentChain;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.queries.CountPayments;
import org.tallystick.queries.FindMoneyInFlight;
import org.tallystick.queries.FindPayment;
import org.tallystick.queries.FindPaymentChain;
import org.tallystick.queries.ListPayments;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.EnumText;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.StandingOrderId;

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
            operationId = "getPayment",
            summary = "One payment with everything that happened to it",
            description = "Name and account number of the beneficiary are null once they were erased.")
    @QueryParameters({"position"})
    ResponseEntity<Payment> get(@PathVariable String id, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        PaymentId payment = Parameters.path("id", id, PaymentId::new);
        return asked.answer(queries.ask(new FindPayment(payment, asked.reached())));
    }

    @GetMapping(PAYMENTS + "/{id}/chain")
    @Operation(
            operationId = "getPaymentChain",
            summary = "What caused what in a payment, as a tree",
            description = "From each request over commands, events and steps of the saga to the messages of the rail.")
    @QueryParameters({"position"})
    ResponseEntity<PaymentChain> chain(@PathVariable String id, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        PaymentId payment = Parameters.path("id", id, PaymentId::new);
        return asked.answer(queries.ask(new FindPaymentChain(payment, asked.reached())));
    }

    @GetMapping(PAYMENTS)
    @Operation(
            operationId = "listPayments",
            summary = "Payments, newest first",
            description =
                    "state may be several, separated by commas; from and to are about when a payment was initiated.")
    @QueryParameters({
        "ledger",
        "payer",
        "rail",
        "state",
        "ended",
        "asset",
        "reference",
        "messageId",
        "railReference",
        "standingOrder",
        "from",
        "to",
        "metadata[key]",
        "limit",
        "cursor",
        "position"
    })
    ResponseEntity<Listing<Payment>> list(HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        Parameters parameters = asked.parameters();
        ListPayments query = new ListPayments(
                parameters.optional("ledger", LedgerName::new),
                parameters.optional("payer", Address::new),
                parameters.optional("rail", text -> text),
                parameters.several("state", text -> EnumText.parse(PaymentPhase.values(), text)),
                parameters.has("ended") ? parameters.flag("ended") : null,
                parameters.optional("asset", Asset::parse),
                parameters.optional("reference", text -> text),
                parameters.text("messageId"),
                parameters.text("railReference"),
                parameters.optional("standingOrder", StandingOrderId::new),
                parameters.instant("from"),
                parameters.instant("to"),
                parameters.family("metadata"),
                asked.slice(Long::valueOf),
                asked.reached());
        return asked.answer(queries.ask(query));
    }

    @GetMapping(PAYMENTS + "/counts")
    @Operation(
            operationId = "countPayments",
            summary = "How many payments there are in each state",
            description = "Of all that ever were, and how many of them have not ended.")
    @QueryParameters({"ledger", "payer", "rail", "asset", "standingOrder", "position"})
    ResponseEntity<CountedPayments> counts(HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        Parameters parameters = asked.parameters();
        CountPayments query = new CountPayments(
                parameters.optional("ledger", LedgerName::new),
                parameters.optional("payer", Address::new),
                parameters.optional("rail", text -> text),
                parameters.optional("asset", Asset::parse),
                parameters.optional("standingOrder", StandingOrderId::new),
                asked.reached());
        return asked.answer(queries.ask(query));
    }

    @GetMapping(PAYMENTS + "/in-flight")
    @Operation(
            operationId = "getMoneyInFlight",
            summary = "Money in flight, beside what is pending on the accounts that payments clear through",
            description = "Both at the one position that the answer names. What others hold on these accounts is"
                    + " otherPending; accounts where the sums are not equal are listed as differing.")
    @QueryParameters({"ledger", "position"})
    ResponseEntity<InFlight> inFlight(HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        LedgerName ledger = asked.parameters().optional("ledger", LedgerName::new);
        return asked.answer(queries.ask(new FindMoneyInFlight(ledger, asked.reached())));
    }
}
