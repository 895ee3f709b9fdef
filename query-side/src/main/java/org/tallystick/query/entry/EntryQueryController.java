package org.tallystick.query.entry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.BalanceSum;
import org.tallystick.answers.Listing;
import org.tallystick.answers.Statement;
import org.tallystick.answers.TrialBalance;
import org.tallystick.answers.Turnover;
import org.tallystick.api.Outcomes;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.queries.AccountStatement;
import org.tallystick.queries.FindTrialBalance;
import org.tallystick.queries.ListEntries;
import org.tallystick.queries.Slice;
import org.tallystick.queries.SumBalances;
import org.tallystick.queries.SumTurnover;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;

@RestController
@Tag(name = "Reports")
class EntryQueryController {
    private final QuerySender queries;

    EntryQueryController(QuerySender queries) {
        this.queries = queries;
    }

    @GetMapping("/v1/ledgers/{ledger}/accounts/{address}/entries")
    @Operation(
            operationId = "listEntries",
            summary = "The statement of an account",
            description =
                    "With the header Accept: text/csv it is a file with all entries, up to 50,000, without limit and"
                            + " cursor.")
    @QueryParameters({"from", "to", "basis", "order", "limit", "cursor", "position"})
    @Outcomes(alsoFile = StatementFile.CSV)
    ResponseEntity<Statement> entries(
            @PathVariable String ledger,
            @PathVariable String address,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        QueryRequest asked = QueryRequest.of(request);
        if (StatementFile.isAskedFor(request)) {
            asked.parameters().without("limit", "cursor");
            ListEntries query = query(ledger, address, asked, StatementFile.FIRST);
            new StatementFile(query, queries::ask).send(response);
            return null;
        }
        AccountStatement found = queries.ask(query(ledger, address, asked, asked.slice(Long::valueOf, Long::valueOf)));
        Statement answer = new Statement(
                found.openingBalance(), found.closingBalance(), found.entries().data(), asked.next(found.entries()));
        return QueryRequest.ok(answer, found.entries().position());
    }

    private static ListEntries query(String ledger, String address, QueryRequest asked, Slice slice) {
        Parameters parameters = asked.parameters();
        return new ListEntries(
                Parameters.path("ledger", ledger, LedgerName::new),
                Parameters.path("address", address, Address::new),
                parameters.instant("from"),
                parameters.instant("to"),
                asked.basis(),
                asked.isDescending(false),
                slice,
                asked.reached());
    }

    @GetMapping("/v1/ledgers/{ledger}/balances")
    @Operation(
            operationId = "sumBalances",
            summary = "Sums per asset and address prefix",
            description =
                    "The balance of a sum is on the normal side of its accounts; where they do not share one, it is"
                            + " debits minus credits, and normal is null.")
    @QueryParameters({"prefix", "depth", "asOf", "basis", "limit", "cursor", "position"})
    ResponseEntity<Listing<BalanceSum>> balances(@PathVariable String ledger, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        SumBalances query = new SumBalances(
                Parameters.path("ledger", ledger, LedgerName::new),
                asked.prefix(),
                depth(asked),
                asked.asOf(),
                asked.slice(Address::new, Asset::parse),
                asked.reached());
        return asked.answer(queries.ask(query));
    }

    /** At least that of the prefix. */
    private static int depth(QueryRequest asked) {
        String prefix = asked.prefix();
        int least = (int) prefix.chars().filter(c -> c == ':').count() + 1;
        if (least > EntryProjection.DEEPEST_PREFIX) {
            throw Parameters.invalid("prefix", prefix, "must have at most 8 segments here");
        }
        return asked.parameters().integer("depth", least, least, EntryProjection.DEEPEST_PREFIX);
    }

    @GetMapping("/v1/ledgers/{ledger}/turnover")
    @Operation(
            operationId = "sumTurnover",
            summary = "Debits and credits between two times, per asset and address prefix",
            description = "Of at most 20,000 accounts. Prefixes are left out under which nothing was posted.")
    @QueryParameters({"prefix", "depth", "from", "to", "basis", "limit", "cursor", "position"})
    ResponseEntity<Listing<Turnover>> turnover(@PathVariable String ledger, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        SumTurnover query = new SumTurnover(
                Parameters.path("ledger", ledger, LedgerName::new),
                asked.prefix(),
                depth(asked),
                asked.parameters().instant("from"),
                asked.parameters().instant("to"),
                asked.basis(),
                asked.slice(Address::new, Asset::parse),
                asked.reached());
        return asked.answer(queries.ask(query));
    }

    @GetMapping("/v1/ledgers/{ledger}/trial-balance")
    @Operation(operationId = "getTrialBalance", summary = "Debits and credits per asset of the whole ledger")
    @QueryParameters({"asOf", "basis", "position"})
    ResponseEntity<TrialBalance> trialBalance(@PathVariable String ledger, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        LedgerName name = Parameters.path("ledger", ledger, LedgerName::new);
        return asked.answer(queries.ask(new FindTrialBalance(name, asked.asOf(), asked.reached())));
    }
}
