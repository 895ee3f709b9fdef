package org.tallystick.query.entry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.queries.FindTrialBalance;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListEntries;
import org.tallystick.queries.Page;
import org.tallystick.queries.SumBalances;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.LedgerName;

@RestController
@Tag(name = "Reports")
class EntryQueryController {
    private final QuerySender queries;

    EntryQueryController(QuerySender queries) {
        this.queries = queries;
    }

    @GetMapping("/v1/ledgers/{ledger}/accounts/{address}/entries")
    @Operation(summary = "The statement of an account")
    @QueryParameters({"from", "to", "basis", "order", "limit", "cursor", "position"})
    ResponseEntity<byte[]> entries(
            @PathVariable String ledger, @PathVariable String address, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request, "from", "to", "basis", "order", "limit", "cursor");
        Parameters parameters = asked.parameters();
        Boolean descending = parameters.optional("order", EntryQueryController::isDescending);
        ListEntries query = new ListEntries(
                Parameters.path("ledger", ledger, LedgerName::new),
                Parameters.path("address", address, Address::new),
                parameters.instant("from"),
                parameters.instant("to"),
                asked.basis(),
                Boolean.TRUE.equals(descending),
                asked.slice(Long::valueOf, Long::valueOf),
                asked.reached());
        return asked.answer(queries.ask(query, Page.class));
    }

    private static boolean isDescending(String order) {
        if (!order.equals("asc") && !order.equals("desc")) {
            throw new InvalidValueException("must be asc or desc");
        }
        return order.equals("desc");
    }

    @GetMapping("/v1/ledgers/{ledger}/balances")
    @Operation(summary = "Sums per asset and address prefix; the balance of a sum is debits minus credits")
    @QueryParameters({"prefix", "depth", "asOf", "basis", "limit", "cursor", "position"})
    ResponseEntity<byte[]> balances(@PathVariable String ledger, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request, "prefix", "depth", "asOf", "basis", "limit", "cursor");
        String prefix = asked.prefix();
        int least = (int) prefix.chars().filter(c -> c == ':').count() + 1;
        if (least > EntryProjection.DEEPEST_PREFIX) {
            throw Parameters.invalid("prefix", prefix, "must have at most 8 segments here");
        }
        SumBalances query = new SumBalances(
                Parameters.path("ledger", ledger, LedgerName::new),
                prefix,
                asked.parameters().integer("depth", least, least, EntryProjection.DEEPEST_PREFIX),
                asked.asOf(),
                asked.slice(Address::new, Asset::parse),
                asked.reached());
        return asked.answer(queries.ask(query, Page.class));
    }

    @GetMapping("/v1/ledgers/{ledger}/trial-balance")
    @Operation(summary = "Debits and credits per asset of the whole ledger")
    @QueryParameters({"asOf", "basis", "position"})
    ResponseEntity<byte[]> trialBalance(@PathVariable String ledger, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request, "asOf", "basis");
        LedgerName name = Parameters.path("ledger", ledger, LedgerName::new);
        return asked.answer(queries.ask(new FindTrialBalance(name, asked.asOf(), asked.reached()), Found.class));
    }
}
