package org.tallystick.command.transaction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.Transaction;
import org.tallystick.api.Body;
import org.tallystick.api.Fields;
import org.tallystick.api.Outcomes;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.bodies.EmptyBody;
import org.tallystick.bodies.HeldPost;
import org.tallystick.bodies.NewReversal;
import org.tallystick.bodies.PostedAmount;
import org.tallystick.command.http.Answers;
import org.tallystick.command.http.CommandRequest;
import org.tallystick.command.http.CommandSender;
import org.tallystick.command.http.TimeOrderedIds;
import org.tallystick.command.http.TransactionBodies;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.ReverseTransaction;
import org.tallystick.commands.TransactionResult;
import org.tallystick.commands.VoidTransaction;
import org.tallystick.values.Amounts;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.TransactionId;

@RestController
@Tag(name = "Transactions")
class TransactionCommandController {
    private static final String TRANSACTIONS = "/v1/ledgers/{ledger}/transactions";

    private final CommandSender commands;
    private final TimeOrderedIds ids;

    TransactionCommandController(CommandSender commands, TimeOrderedIds ids) {
        this.commands = commands;
        this.ids = ids;
    }

    @PostMapping(TRANSACTIONS)
    @Operation(
            operationId = "createTransaction",
            summary = "Post or hold a transaction",
            description =
                    "All postings happen or none. With pending=true the amounts are only held. The same id with the"
                            + " same content is answered as the first time; ?dryRun=true checks everything and stores nothing.")
    @Body(
            value = org.tallystick.bodies.NewTransaction.class,
            example = "{\"id\": \"order-1\", \"postings\": [{\"debit\": \"bank\","
                    + " \"credit\": \"customers:1\", \"amount\": 1000," + " \"asset\": \"EUR/2\"}]}")
    @QueryParameters({"dryRun"})
    @Outcomes(
            done = {201, 200},
            refused = {
                "account_not_found",
                "account_closed",
                "account_frozen",
                "asset_mismatch",
                "period_locked",
                "transaction_expired",
                "amount_overflow",
                "ceiling_exceeded",
                "insufficient_funds"
            })
    ResponseEntity<Transaction> create(@PathVariable String ledger, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withBody(http, ledger, "dryRun");
        Supplier<TransactionId> idWhenAbsent =
                () -> request.keyDigest().map(DerivedIds::ofKey).orElseGet(() -> new TransactionId(ids.next()));
        NewTransaction command = TransactionBodies.create(
                request.ledger(),
                request.body(),
                idWhenAbsent,
                request.parameters().flag("dryRun"));
        Map<String, Object> metadata = new HashMap<>(request.metadata());
        if (request.keyDigest().isEmpty() && !TransactionBodies.namesId(request.body())) {
            metadata.put(CommandMetadata.MINTED, Set.of(command.transaction()));
        }
        return answer(command, metadata, 201);
    }

    @PostMapping(TRANSACTIONS + "/{id}/post")
    @Operation(
            operationId = "postTransaction",
            summary = "Post a pending transaction, fully or in part",
            description =
                    "Without postings everything held is posted; with them, one amount for each posting of the hold.")
    @Body(value = HeldPost.class, optional = true, example = "{\"postings\": [{\"amount\": 600}]}")
    @Outcomes(
            refused = {
                "period_locked",
                "already_posted",
                "already_voided",
                "transaction_expired",
                "not_pending",
                "exceeds_held",
                "amount_overflow"
            })
    ResponseEntity<Transaction> post(@PathVariable String ledger, @PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withOptionalBody(http, ledger);
        Fields fields = request.fields(HeldPost.class);
        List<BigInteger> amounts = !fields.has("postings") || fields.isNull("postings")
                ? null
                : fields.objects("postings", TransactionBodies.MAX_POSTINGS, PostedAmount.class).stream()
                        .map(one -> one.requiredInteger("amount", Amounts::zeroOrMore))
                        .toList();
        TransactionId held = id(id);
        PostHeldTransaction command =
                fields.whole("postings", () -> new PostHeldTransaction(request.ledger(), held, amounts));
        return answer(request, command, 200);
    }

    @PostMapping(TRANSACTIONS + "/{id}/void")
    @Operation(operationId = "voidTransaction", summary = "Release a pending transaction")
    @Body(value = EmptyBody.class, optional = true)
    @Outcomes(refused = {"already_posted", "transaction_expired", "not_pending"})
    ResponseEntity<Transaction> voidIt(@PathVariable String ledger, @PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withOptionalBody(http, ledger);
        request.fields(EmptyBody.class);
        return answer(request, new VoidTransaction(request.ledger(), id(id)), 200);
    }

    @PostMapping(TRANSACTIONS + "/{id}/reverse")
    @Operation(operationId = "reverseTransaction", summary = "Reverse a posted transaction by a new one")
    @Body(value = NewReversal.class, optional = true, example = "{\"description\": \"charged twice\"}")
    @Outcomes(
            done = 201,
            refused = {
                "account_not_found",
                "account_closed",
                "account_frozen",
                "asset_mismatch",
                "period_locked",
                "already_reversed",
                "is_reversal",
                "not_posted",
                "amount_overflow",
                "ceiling_exceeded",
                "insufficient_funds"
            })
    ResponseEntity<Transaction> reverse(@PathVariable String ledger, @PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withOptionalBody(http, ledger);
        Fields fields = request.fields(NewReversal.class);
        TransactionId original = id(id);
        TransactionId chosen = fields.optional("id", TransactionId::chosen);
        ReverseTransaction command = new ReverseTransaction(
                request.ledger(),
                original,
                chosen == null ? DerivedIds.reversalOf(request.ledger(), original) : chosen,
                fields.instant("effectiveAt"),
                fields.text("description", TransactionBodies.MAX_DESCRIPTION),
                fields.metadata("metadata"));
        return answer(request, command, 201);
    }

    private static TransactionId id(String text) {
        return Parameters.path("id", text, TransactionId::new);
    }

    private ResponseEntity<Transaction> answer(CommandRequest request, LedgerCommand command, int status) {
        return answer(command, request.metadata(), status);
    }

    private ResponseEntity<Transaction> answer(LedgerCommand command, Map<String, ?> metadata, int status) {
        CommandSender.Sent sent = commands.send(command, metadata);
        return Answers.<TransactionResult, Transaction>of(sent, status, status, Transaction::of);
    }
}
