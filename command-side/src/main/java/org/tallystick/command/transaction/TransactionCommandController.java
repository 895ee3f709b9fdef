package org.tallystick.command.transaction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
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
import org.tallystick.api.Fields;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.command.http.Answers;
import org.tallystick.command.http.CommandRequest;
import org.tallystick.command.http.CommandSender;
import org.tallystick.command.http.TimeOrderedIds;
import org.tallystick.command.http.TransactionBodies;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.DerivedIds;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.ReverseTransaction;
import org.tallystick.commands.TransactionResult;
import org.tallystick.commands.VoidTransaction;
import org.tallystick.values.Amounts;
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
            summary = "Post or hold a transaction",
            description =
                    "All postings happen or none. With pending=true the amounts are only held. The same id with the"
                            + " same content is answered as the first time; ?dryRun=true checks everything and stores nothing.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            examples =
                                                    @ExampleObject(
                                                            "{\"id\": \"order-1\", \"postings\": [{\"debit\": \"bank\","
                                                                    + " \"credit\": \"customers:1\", \"amount\": 1000,"
                                                                    + " \"asset\": \"EUR/2\"}]}"))))
    @QueryParameters({"dryRun"})
    ResponseEntity<byte[]> create(@PathVariable String ledger, HttpServletRequest http) {
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
            summary = "Post a pending transaction, fully or in part",
            description =
                    "Without postings everything held is posted; with them, one amount for each posting of the hold.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            examples = @ExampleObject("{\"postings\": [{\"amount\": 600}]}"))))
    ResponseEntity<byte[]> post(@PathVariable String ledger, @PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withOptionalBody(http, ledger);
        Fields fields = request.fields("postings");
        List<BigInteger> amounts = !fields.has("postings") || fields.isNull("postings")
                ? null
                : fields.objects("postings", TransactionBodies.MAX_POSTINGS, "amount").stream()
                        .map(one -> one.requiredInteger("amount", Amounts::zeroOrMore))
                        .toList();
        TransactionId held = id(id);
        PostHeldTransaction command =
                fields.whole("postings", () -> new PostHeldTransaction(request.ledger(), held, amounts));
        return answer(request, command, 200);
    }

    @PostMapping(TRANSACTIONS + "/{id}/void")
    @Operation(summary = "Release a pending transaction")
    ResponseEntity<byte[]> voidIt(@PathVariable String ledger, @PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withOptionalBody(http, ledger);
        request.fields();
        return answer(request, new VoidTransaction(request.ledger(), id(id)), 200);
    }

    @PostMapping(TRANSACTIONS + "/{id}/reverse")
    @Operation(
            summary = "Reverse a posted transaction by a new one",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            examples = @ExampleObject("{\"description\": \"charged twice\"}"))))
    ResponseEntity<byte[]> reverse(@PathVariable String ledger, @PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withOptionalBody(http, ledger);
        Fields fields = request.fields("id", "effectiveAt", "description", "metadata");
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

    private ResponseEntity<byte[]> answer(CommandRequest request, LedgerCommand command, int status) {
        return answer(command, request.metadata(), status);
    }

    private ResponseEntity<byte[]> answer(LedgerCommand command, Map<String, ?> metadata, int status) {
        CommandSender.Sent sent = commands.send(command, metadata);
        return Answers.<TransactionResult>of(sent, status, status, Answers::transaction);
    }
}
