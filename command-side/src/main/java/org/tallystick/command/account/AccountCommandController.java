package org.tallystick.command.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigInteger;
import java.util.function.BiFunction;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.Account;
import org.tallystick.api.Body;
import org.tallystick.api.Fields;
import org.tallystick.api.Outcomes;
import org.tallystick.api.Parameters;
import org.tallystick.bodies.AccountChanges;
import org.tallystick.bodies.EmptyBody;
import org.tallystick.bodies.NewAccount;
import org.tallystick.command.http.AccountBodies;
import org.tallystick.command.http.Answers;
import org.tallystick.command.http.CommandRequest;
import org.tallystick.command.http.CommandSender;
import org.tallystick.command.http.Patches;
import org.tallystick.commands.AccountResult;
import org.tallystick.commands.Change;
import org.tallystick.commands.ChangeAccount;
import org.tallystick.commands.CloseAccount;
import org.tallystick.commands.FreezeAccount;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.MetadataPatch;
import org.tallystick.commands.UnfreezeAccount;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.LedgerName;

@RestController
@Tag(name = "Accounts")
class AccountCommandController {
    private static final String ACCOUNT = "/v1/ledgers/{ledger}/accounts/{address}";

    private final CommandSender commands;

    AccountCommandController(CommandSender commands) {
        this.commands = commands;
    }

    @PutMapping(ACCOUNT)
    @Operation(
            operationId = "openAccount",
            summary = "Open an account",
            description = "201 when it is new, 200 when it was opened with the same content, 409 with other content."
                    + " Where floor is absent, a credit-normal account has floor 0 and a debit-normal one has none.")
    @Body(value = NewAccount.class, example = "{\"asset\": \"EUR/2\", \"normal\": \"credit\"}")
    @Outcomes(
            done = {201, 200},
            refused = {"id_reused", "limit_violated"})
    ResponseEntity<Account> open(@PathVariable String ledger, @PathVariable String address, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withBody(http, ledger);
        Address parsed = Parameters.path("address", address, Address::new);
        Fields fields = request.fields(NewAccount.class);
        return Answers.of(
                commands.send(AccountBodies.open(request.ledger(), parsed, fields), request.metadata()),
                201,
                200,
                AccountCommandController::answer);
    }

    @PatchMapping(ACCOUNT)
    @Operation(operationId = "changeAccount", summary = "Change limits and metadata of an account, by RFC 7396")
    @Body(value = AccountChanges.class, example = "{\"floor\": -50000, \"metadata\": {\"tier\": null}}")
    @Outcomes(refused = {"account_closed", "limit_violated"})
    ResponseEntity<Account> change(@PathVariable String ledger, @PathVariable String address, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withBody(http, ledger);
        Address parsed = Parameters.path("address", address, Address::new);
        Fields fields = request.fields(AccountChanges.class);
        Change<BigInteger> floor = Patches.change(fields, "floor", () -> limit(fields, "floor"));
        Change<BigInteger> ceiling = Patches.change(fields, "ceiling", () -> limit(fields, "ceiling"));
        MetadataPatch metadata = Patches.metadata(fields);
        ChangeAccount command =
                fields.whole("floor", () -> new ChangeAccount(request.ledger(), parsed, floor, ceiling, metadata));
        return Answers.of(commands.send(command, request.metadata()), 200, 200, AccountCommandController::answer);
    }

    private static BigInteger limit(Fields fields, String name) {
        return fields.integer(name, Amounts::limit);
    }

    @PostMapping(ACCOUNT + "/freeze")
    @Operation(operationId = "freezeAccount", summary = "Block new postings, holds and reversals")
    @Body(value = EmptyBody.class, optional = true)
    @Outcomes(refused = "account_closed")
    ResponseEntity<Account> freeze(@PathVariable String ledger, @PathVariable String address, HttpServletRequest http) {
        return send(ledger, address, http, FreezeAccount::new);
    }

    @PostMapping(ACCOUNT + "/unfreeze")
    @Operation(operationId = "unfreezeAccount", summary = "Allow postings again")
    @Body(value = EmptyBody.class, optional = true)
    @Outcomes(refused = "account_closed")
    ResponseEntity<Account> unfreeze(
            @PathVariable String ledger, @PathVariable String address, HttpServletRequest http) {
        return send(ledger, address, http, UnfreezeAccount::new);
    }

    @PostMapping(ACCOUNT + "/close")
    @Operation(operationId = "closeAccount", summary = "Close an empty account for ever")
    @Body(value = EmptyBody.class, optional = true)
    @Outcomes(refused = "account_not_empty")
    ResponseEntity<Account> close(@PathVariable String ledger, @PathVariable String address, HttpServletRequest http) {
        return send(ledger, address, http, CloseAccount::new);
    }

    private ResponseEntity<Account> send(
            String ledger,
            String address,
            HttpServletRequest http,
            BiFunction<LedgerName, Address, LedgerCommand> command) {
        CommandRequest request = CommandRequest.withOptionalBody(http, ledger);
        request.fields(EmptyBody.class);
        Address parsed = Parameters.path("address", address, Address::new);
        return Answers.of(
                commands.send(command.apply(request.ledger(), parsed), request.metadata()),
                200,
                200,
                AccountCommandController::answer);
    }

    private static Account answer(AccountResult result) {
        return Account.of(result.address(), result.state(), result.version());
    }
}
