package org.tallystick.query.transfer;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.queries.FindTransfer;
import org.tallystick.queries.Found;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.values.TransferId;

@RestController
@Tag(name = "Transfers")
class TransferQueryController {
    private final QuerySender queries;

    TransferQueryController(QuerySender queries) {
        this.queries = queries;
    }

    @GetMapping("/v1/transfers/{id}")
    @Operation(summary = "One transfer with its timeline")
    @QueryParameters({"position"})
    ResponseEntity<byte[]> get(@PathVariable String id, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        TransferId transfer = Parameters.path("id", id, TransferId::new);
        return asked.answer(queries.ask(new FindTransfer(transfer, asked.reached()), Found.class));
    }
}
