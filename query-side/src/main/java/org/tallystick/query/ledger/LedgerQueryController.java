package org.tallystick.query.ledger;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.Ledger;
import org.tallystick.answers.Listing;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.queries.FindLedger;
import org.tallystick.queries.ListLedgers;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.values.LedgerName;

@RestController
@Tag(name = "Ledgers")
class LedgerQueryController {
    private final QuerySender queries;

    LedgerQueryController(QuerySender queries) {
        this.queries = queries;
    }

    @GetMapping("/v1/ledgers")
    @Operation(operationId = "listLedgers", summary = "All ledgers by name")
    @QueryParameters({"limit", "cursor", "position"})
    ResponseEntity<Listing<Ledger>> list(HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        return asked.answer(queries.ask(new ListLedgers(asked.slice(LedgerName::new), asked.reached())));
    }

    @GetMapping("/v1/ledgers/{ledger}")
    @Operation(operationId = "getLedger", summary = "One ledger")
    @QueryParameters({"position"})
    ResponseEntity<Ledger> get(@PathVariable String ledger, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        LedgerName name = Parameters.path("ledger", ledger, LedgerName::new);
        return asked.answer(queries.ask(new FindLedger(name, asked.reached())));
    }
}
