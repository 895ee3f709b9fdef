package org.tallystick.query.standingorder;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.queries.FindStandingOrder;
import org.tallystick.queries.Found;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.values.StandingOrderId;

@RestController
@Tag(name = "Standing orders")
class StandingOrderQueryController {
    private final QuerySender queries;

    StandingOrderQueryController(QuerySender queries) {
        this.queries = queries;
    }

    @GetMapping("/v1/standing-orders/{id}")
    @Operation(summary = "One standing order with its last runs and next dates")
    @QueryParameters({"position"})
    ResponseEntity<byte[]> get(@PathVariable String id, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        StandingOrderId order = Parameters.path("id", id, StandingOrderId::new);
        return asked.answer(queries.ask(new FindStandingOrder(order, asked.reached()), Found.class));
    }
}
