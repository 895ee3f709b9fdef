package org.tallystick.query.account;

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
import org.tallystick.queries.FindAccount;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListAccounts;
import org.tallystick.queries.Page;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;

@RestController
@Tag(name = "Accounts")
class AccountQueryController {
    private final QuerySender queries;

    AccountQueryController(QuerySender queries) {
        this.queries = queries;
    }

    @GetMapping("/v1/ledgers/{ledger}/accounts/{address}")
    @Operation(summary = "One account with its balance, now or at a moment in time")
    @QueryParameters({"asOf", "basis", "position"})
    ResponseEntity<byte[]> get(@PathVariable String ledger, @PathVariable String address, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request, "asOf", "basis");
        LedgerName name = Parameters.path("ledger", ledger, LedgerName::new);
        Address account = Parameters.path("address", address, Address::new);
        return asked.answer(queries.ask(new FindAccount(name, account, asked.asOf(), asked.reached()), Found.class));
    }

    @GetMapping("/v1/ledgers/{ledger}/accounts")
    @Operation(summary = "Accounts by address")
    @QueryParameters({"prefix", "asset", "status", "metadata[key]", "limit", "cursor", "position"})
    ResponseEntity<byte[]> list(@PathVariable String ledger, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request, "prefix", "asset", "status", "metadata[]", "limit", "cursor");
        Parameters parameters = asked.parameters();
        ListAccounts query = new ListAccounts(
                Parameters.path("ledger", ledger, LedgerName::new),
                asked.prefix(),
                parameters.optional("asset", Asset::parse),
                parameters.optional("status", text -> EnumText.parse(AccountStatus.values(), text)),
                parameters.family("metadata"),
                asked.slice(Address::new),
                asked.reached());
        return asked.answer(queries.ask(query, Page.class));
    }
}
