package org.tallystick.query.transfer;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.Listing;
import org.tallystick.answers.Transfer;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.queries.FindTransfer;
import org.tallystick.queries.ListTransfers;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.values.Address;
import org.tallystick.values.EnumText;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferPhase;

@RestController
@Tag(name = "Transfers")
class TransferQueryController {
    private final QuerySender queries;

    TransferQueryController(QuerySender queries) {
        this.queries = queries;
    }

    @GetMapping("/v1/transfers")
    @Operation(
            operationId = "listTransfers",
            summary = "Transfers, newest first",
            description =
                    "ledger is either of the two, and account one in it. state may be several, separated by commas;"
                            + " from and to are about when a transfer was initiated.")
    @QueryParameters({
        "ledger",
        "account",
        "state",
        "ended",
        "reference",
        "from",
        "to",
        "metadata[key]",
        "limit",
        "cursor",
        "position"
    })
    ResponseEntity<Listing<Transfer>> list(HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        Parameters parameters = asked.parameters();
        ListTransfers query = new ListTransfers(
                parameters.optional("ledger", LedgerName::new),
                parameters.optional("account", Address::new),
                parameters.several("state", text -> EnumText.parse(TransferPhase.values(), text)),
                parameters.has("ended") ? parameters.flag("ended") : null,
                parameters.optional("reference", text -> text),
                parameters.instant("from"),
                parameters.instant("to"),
                parameters.family("metadata"),
                asked.slice(Long::valueOf),
                asked.reached());
        if (query.account() != null && query.ledger() == null) {
            throw Parameters.invalid("account", query.account(), "must be given with its ledger");
        }
        return asked.answer(queries.ask(query));
    }

    @GetMapping("/v1/transfers/{id}")
    @Operation(operationId = "getTransfer", summary = "One transfer with its timeline")
    @QueryParameters({"position"})
    ResponseEntity<Transfer> get(@PathVariable String id, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        TransferId transfer = Parameters.path("id", id, TransferId::new);
        return asked.answer(queries.ask(new FindTransfer(transfer, asked.reached())));
    }
}
