package org.tallystick.query.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.Account;
import org.tallystick.answers.Listing;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.queries.BalanceRange;
import org.tallystick.queries.FindAccount;
import org.tallystick.queries.ListAccounts;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.EnumText;
import org.tallystick.values.LedgerName;

@RestController
@Tag(name = "Accounts")
class AccountQueryController {
    private final QuerySender queries;

    AccountQueryController(QuerySender queries) {
        this.queries = queries;
    }

    @GetMapping("/v1/ledgers/{ledger}/accounts/{address}")
    @Operation(operationId = "getAccount", summary = "One account with its balance, now or at a moment in time")
    @QueryParameters({"asOf", "basis", "position"})
    ResponseEntity<Account> get(@PathVariable String ledger, @PathVariable String address, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        LedgerName name = Parameters.path("ledger", ledger, LedgerName::new);
        Address account = Parameters.path("address", address, Address::new);
        return asked.answer(queries.ask(new FindAccount(name, account, asked.asOf(), asked.reached())));
    }

    @GetMapping("/v1/ledgers/{ledger}/accounts")
    @Operation(
            operationId = "listAccounts",
            summary = "Accounts by address",
            description = "Where balances are asked for, a page may be short or empty while next is not null."
                    + " With count=true the answer tells how many there are in all, up to 100,000.")
    @QueryParameters({
        "prefix",
        "asset",
        "status",
        "minBalance",
        "maxBalance",
        "metadata[key]",
        "count",
        "limit",
        "cursor",
        "position"
    })
    ResponseEntity<Listing<Account>> list(@PathVariable String ledger, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        Parameters parameters = asked.parameters();
        ListAccounts query = new ListAccounts(
                Parameters.path("ledger", ledger, LedgerName::new),
                asked.prefix(),
                parameters.optional("asset", Asset::parse),
                parameters.optional("status", text -> EnumText.parse(AccountStatus.values(), text)),
                parameters.family("metadata"),
                balances(parameters),
                parameters.flag("count"),
                asked.slice(Address::new),
                asked.reached());
        return asked.answer(queries.ask(query));
    }

    private static BalanceRange balances(Parameters parameters) {
        BalanceRange range = new BalanceRange(parameters.amount("minBalance"), parameters.amount("maxBalance"));
        if (range.least() != null && range.most() != null && range.least().compareTo(range.most()) > 0) {
            throw Parameters.invalid("maxBalance", range.most(), "must not be below minBalance");
        }
        return range;
    }
}
