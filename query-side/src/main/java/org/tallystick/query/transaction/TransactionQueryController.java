package org.tallystick.query.transaction;

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
import org.tallystick.queries.FindTransaction;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListTransactions;
import org.tallystick.queries.Page;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionPhase;

@RestController
@Tag(name = "Transactions")
class TransactionQueryController {
    private final QuerySender queries;

    TransactionQueryController(QuerySender queries) {
        this.queries = queries;
    }

    @GetMapping("/v1/ledgers/{ledger}/transactions/{id}")
    @Operation(summary = "One transaction")
    @QueryParameters({"position"})
    ResponseEntity<byte[]> get(@PathVariable String ledger, @PathVariable String id, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        LedgerName name = Parameters.path("ledger", ledger, LedgerName::new);
        TransactionId transaction = Parameters.path("id", id, TransactionId::new);
        return asked.answer(queries.ask(new FindTransaction(name, transaction, asked.reached()), Found.class));
    }

    @GetMapping("/v1/ledgers/{ledger}/transactions")
    @Operation(summary = "Transactions, newest first")
    @QueryParameters({"account", "reference", "state", "from", "to", "metadata[key]", "limit", "cursor", "position"})
    ResponseEntity<byte[]> list(@PathVariable String ledger, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(
                request, "account", "reference", "state", "from", "to", "metadata[]", "limit", "cursor");
        Parameters parameters = asked.parameters();
        ListTransactions query = new ListTransactions(
                Parameters.path("ledger", ledger, LedgerName::new),
                parameters.optional("account", Address::new),
                parameters.optional("reference", text -> text),
                parameters.optional("state", text -> EnumText.parse(TransactionPhase.values(), text)),
                parameters.instant("from"),
                parameters.instant("to"),
                parameters.family("metadata"),
                asked.slice(Long::valueOf),
                asked.reached());
        return asked.answer(queries.ask(query, Page.class));
    }
}
