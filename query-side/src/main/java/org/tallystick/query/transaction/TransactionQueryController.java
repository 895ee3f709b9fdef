package org.tallystick.query.transaction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.Listing;
import org.tallystick.answers.Transaction;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.queries.Basis;
import org.tallystick.queries.FindTransaction;
import org.tallystick.queries.ListTransactions;
import org.tallystick.queries.TransactionFilter;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.EnumText;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;
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
    @Operation(operationId = "getTransaction", summary = "One transaction")
    @QueryParameters({"position"})
    ResponseEntity<Transaction> get(@PathVariable String ledger, @PathVariable String id, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        LedgerName name = Parameters.path("ledger", ledger, LedgerName::new);
        TransactionId transaction = Parameters.path("id", id, TransactionId::new);
        return asked.answer(queries.ask(new FindTransaction(name, transaction, asked.reached())));
    }

    @GetMapping("/v1/ledgers/{ledger}/transactions")
    @Operation(
            operationId = "listTransactions",
            summary = "Transactions, newest first unless order=asc",
            description =
                    "Goes on with cursor = next, which is null only at the end: where little is found a page may be short"
                            + " or empty while it is not.")
    @QueryParameters({
        "account",
        "prefix",
        "side",
        "reference",
        "state",
        "reversed",
        "from",
        "to",
        "basis",
        "minAmount",
        "maxAmount",
        "metadata[key]",
        "order",
        "limit",
        "cursor",
        "position"
    })
    ResponseEntity<Listing<Transaction>> list(@PathVariable String ledger, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request);
        ListTransactions query = new ListTransactions(
                Parameters.path("ledger", ledger, LedgerName::new),
                filter(asked),
                asked.isDescending(true),
                asked.slice(Long::valueOf),
                asked.reached());
        return asked.answer(queries.ask(query));
    }

    private static TransactionFilter filter(QueryRequest asked) {
        Parameters parameters = asked.parameters();
        Address account = parameters.optional("account", Address::new);
        String prefix = asked.prefix();
        Side side = parameters.optional("side", text -> EnumText.parse(Side.values(), text));
        if (account != null && parameters.has("prefix")) {
            throw Parameters.invalid("prefix", prefix, "must not be given together with account");
        }
        if (side != null && account == null && prefix.isEmpty()) {
            throw Parameters.invalid("side", EnumText.of(side), "is that of an account or prefix, which must be given");
        }
        Set<String> keys = asked.keysAlone("metadata");
        Map<String, String> metadata = new TreeMap<>(parameters.family("metadata"));
        metadata.keySet().removeAll(keys);
        return new TransactionFilter(
                account,
                prefix,
                side,
                parameters.optional("reference", text -> text),
                parameters.has("state") ? parameters.optional("state", TransactionQueryController::states) : Set.of(),
                parameters.has("reversed") ? parameters.flag("reversed") : null,
                parameters.instant("from"),
                parameters.instant("to"),
                asked.basis(Basis.RECORDED),
                parameters.integer("minAmount", Amounts::limit),
                parameters.integer("maxAmount", Amounts::limit),
                metadata,
                keys);
    }

    private static Set<TransactionPhase> states(String list) {
        Set<TransactionPhase> states = EnumSet.noneOf(TransactionPhase.class);
        for (String state : list.split(",", -1)) {
            states.add(EnumText.parse(TransactionPhase.values(), state));
        }
        return states;
    }
}
