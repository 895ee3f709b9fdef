package org.tallystick.command.transfer;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.Transfer;
import org.tallystick.api.Body;
import org.tallystick.api.Fields;
import org.tallystick.api.Outcomes;
import org.tallystick.bodies.NewTransfer;
import org.tallystick.bodies.NewTransferPart;
import org.tallystick.command.http.Answers;
import org.tallystick.command.http.CommandRequest;
import org.tallystick.command.http.CommandSender;
import org.tallystick.command.http.TimeOrderedIds;
import org.tallystick.commands.InitiateTransfer;
import org.tallystick.commands.TransferResult;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.Asset;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferLeg;

@RestController
@Tag(name = "Transfers")
class TransferCommandController {
    private static final int MAX_REFERENCE = 140;

    private final CommandSender commands;
    private final TimeOrderedIds ids;
    private final ExchangeAccounts exchangeAccounts;

    TransferCommandController(CommandSender commands, TimeOrderedIds ids, ExchangeAccounts exchangeAccounts) {
        this.commands = commands;
        this.ids = ids;
        this.exchangeAccounts = exchangeAccounts;
    }

    @PostMapping("/v1/transfers")
    @Operation(
            operationId = "initiateTransfer",
            summary = "Initiate a transfer between accounts of two ledgers",
            description =
                    "Answered as soon as it is stored; it goes on by itself. Both amounts are named, so that nothing is"
                            + " converted. The same id with the same content is answered as the first time.")
    @Body(
            value = NewTransfer.class,
            example = "{\"id\": \"move-1\", \"from\": {\"ledger\": \"europe\", \"account\":"
                    + " \"customers:1\", \"amount\": 1000, \"asset\": \"EUR/2\"},"
                    + " \"to\": {\"ledger\": \"america\", \"account\": \"customers:7\","
                    + " \"amount\": 1080, \"asset\": \"USD/2\"}}")
    @Outcomes(
            done = 202,
            refused = {"ledger_not_found", "account_not_found"})
    ResponseEntity<Transfer> initiate(HttpServletRequest http) {
        CommandRequest request = CommandRequest.withoutLedger(http);
        Fields fields = request.fields(NewTransfer.class);
        TransferId chosen = fields.optional("id", TransferId::chosen);
        Fields from = leg(fields, "from");
        Fields to = leg(fields, "to");
        LedgerName first = from.required("ledger", LedgerName::new);
        LedgerName second = to.required("ledger", LedgerName::new);
        TransferLeg leaving = leg(from, first, second);
        TransferLeg coming = leg(to, second, first);
        String reference = fields.text("reference", MAX_REFERENCE);
        InitiateTransfer command = fields.whole(
                "to",
                () -> new InitiateTransfer(
                        chosen == null ? idWhenAbsent(request) : chosen,
                        leaving,
                        coming,
                        reference,
                        fields.metadata("metadata")));
        return Answers.<TransferResult, Transfer>of(
                commands.send(command, request.metadata()), 202, 202, result -> Transfer.of(result.transfer()));
    }

    private static Fields leg(Fields fields, String name) {
        return fields.object(name, NewTransferPart.class);
    }

    private TransferLeg leg(Fields fields, LedgerName ledger, LedgerName other) {
        Asset asset = fields.required("asset", Asset::parse);
        return new TransferLeg(
                ledger,
                fields.required("account", Address::new),
                fields.whole("ledger", () -> exchangeAccounts.of(ledger, other, asset)),
                fields.requiredInteger("amount", Amounts::positive),
                asset);
    }

    private TransferId idWhenAbsent(CommandRequest request) {
        return request.keyDigest().map(DerivedIds::transferOfKey).orElseGet(() -> new TransferId(ids.next()));
    }
}
