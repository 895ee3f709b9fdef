package org.tallystick.command.ledger;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.Ledger;
import org.tallystick.api.Body;
import org.tallystick.api.Fields;
import org.tallystick.api.Outcomes;
import org.tallystick.bodies.LedgerChanges;
import org.tallystick.bodies.NewLedger;
import org.tallystick.command.http.Answers;
import org.tallystick.command.http.CommandRequest;
import org.tallystick.command.http.CommandSender;
import org.tallystick.command.http.Patches;
import org.tallystick.commands.ChangeLedger;
import org.tallystick.commands.CreateLedger;
import org.tallystick.commands.LedgerResult;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.Text;

@RestController
@Tag(name = "Ledgers")
class LedgerCommandController {
    private static final int MAX_NAME = 200;

    private final CommandSender commands;

    LedgerCommandController(CommandSender commands) {
        this.commands = commands;
    }

    @PutMapping("/v1/ledgers/{ledger}")
    @Operation(
            operationId = "createLedger",
            summary = "Create a ledger",
            description = "201 when it is new, 200 when it was created with the same content, 409 with other content.")
    @Body(
            value = NewLedger.class,
            optional = true,
            example = "{\"name\": \"Main book\", \"metadata\": {\"country\": \"DE\"}}")
    @Outcomes(
            done = {201, 200},
            refused = "id_reused")
    ResponseEntity<Ledger> create(@PathVariable String ledger, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withOptionalBody(http, ledger);
        Fields fields = request.fields(NewLedger.class);
        String name = fields.optional("name", LedgerCommandController::name);
        CreateLedger command = new CreateLedger(
                request.ledger(), name == null ? request.ledger().value() : name, fields.metadata("metadata"));
        return Answers.of(commands.send(command, request.metadata()), 201, 200, LedgerCommandController::answer);
    }

    @PatchMapping("/v1/ledgers/{ledger}")
    @Operation(
            operationId = "changeLedger",
            summary = "Change a ledger, by RFC 7396",
            description = "An effectiveAt before lockedBefore is rejected from then on; null opens the past again.")
    @Body(value = LedgerChanges.class, example = "{\"lockedBefore\": \"2026-01-01T00:00:00Z\"}")
    ResponseEntity<Ledger> change(@PathVariable String ledger, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withBody(http, ledger);
        Fields fields = request.fields(LedgerChanges.class);
        ChangeLedger command = new ChangeLedger(
                request.ledger(),
                Patches.change(fields, "name", () -> fields.required("name", LedgerCommandController::name)),
                Patches.metadata(fields),
                Patches.change(fields, "lockedBefore", () -> fields.instant("lockedBefore")));
        return Answers.of(commands.send(command, request.metadata()), 200, 200, LedgerCommandController::answer);
    }

    private static String name(String text) {
        if (text.isBlank()) {
            throw new InvalidValueException("must not be blank");
        }
        return Text.checked(text, MAX_NAME);
    }

    private static Ledger answer(LedgerResult result) {
        return Ledger.of(result.ledger(), result.state());
    }
}
