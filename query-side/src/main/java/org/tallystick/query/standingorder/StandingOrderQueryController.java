package org.tallystick.query.standingorder;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.Listing;
import org.tallystick.answers.StandingOrder;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.queries.FindStandingOrder;
import org.tallystick.queries.ListStandingOrders;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.EnumText;
import org.tallystick.values.LedgerName;
import org.tallystick.values.StandingOrderId;

@RestController
@Tag(name = "Standing orders")
class StandingOrderQueryController {
    private final QuerySender queries;

    StandingOrderQueryController(QuerySender queries) {
        this.queries = queries;
    }

    @GetMapping("/v1/standing-orders")
    @Operation(
            operationId = "listStandingOrders",
            summary = "Standing orders, newest first",
            description = "state may be several of active, paused and ended, separated by commas; from and to are about"
                    + " when an order was placed.")
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
    ResponseEntity<Listing<StandingOrder>> list(HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        Parameters parameters = asked.parameters();
        ListStandingOrders query = new ListStandingOrders(
                parameters.optional("ledger", LedgerName::new),
                parameters.optional("payer", Address::new),
                parameters.optional("rail", text -> text),
                parameters.several("state", text -> EnumText.parse(StandingOrder.Status.values(), text)),
                parameters.optional("asset", Asset::parse),
                parameters.optional("reference", text -> text),
                parameters.instant("from"),
                parameters.instant("to"),
                parameters.family("metadata"),
                asked.slice(Long::valueOf),
                asked.reached());
        return asked.answer(queries.ask(query));
    }

    @GetMapping("/v1/standing-orders/{id}")
    @Operation(operationId = "getStandingOrder", summary = "One standing order with its last runs and next dates")
    @QueryParameters({"position"})
    ResponseEntity<StandingOrder> get(@PathVariable String id, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        StandingOrderId order = Parameters.path("id", id, StandingOrderId::new);
        return asked.answer(queries.ask(new FindStandingOrder(order, asked.reached())));
    }
}
