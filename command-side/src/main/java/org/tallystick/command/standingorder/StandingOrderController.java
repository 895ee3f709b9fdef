package org.tallystick.command.standingorder;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.StandingOrder;
import org.tallystick.api.Body;
import org.tallystick.api.Fields;
import org.tallystick.api.Outcomes;
import org.tallystick.api.Parameters;
import org.tallystick.bodies.EmptyBody;
import org.tallystick.bodies.NewStandingOrder;
import org.tallystick.bodies.StandingOrderChanges;
import org.tallystick.command.http.Answers;
import org.tallystick.command.http.CommandRequest;
import org.tallystick.command.http.CommandSender;
import org.tallystick.command.http.Patches;
import org.tallystick.command.payment.BeneficiaryVault;
import org.tallystick.command.payment.PaymentBodies;
import org.tallystick.command.payment.PaymentSettings;
import org.tallystick.commands.ChangeStandingOrder;
import org.tallystick.commands.EndStandingOrder;
import org.tallystick.commands.PauseStandingOrder;
import org.tallystick.commands.PlaceStandingOrder;
import org.tallystick.commands.ResumeStandingOrder;
import org.tallystick.commands.StandingOrderCommand;
import org.tallystick.commands.StandingOrderResult;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.Asset;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.StandingOrderTerms;

@RestController
@Tag(name = "Standing orders")
class StandingOrderController {
    private static final String ORDER = "/v1/standing-orders/{id}";
    private static final int MAX_REFERENCE = 140;

    private final CommandSender commands;
    private final BeneficiaryVault vault;
    private final PaymentSettings settings;

    StandingOrderController(CommandSender commands, BeneficiaryVault vault, PaymentSettings settings) {
        this.commands = commands;
        this.vault = vault;
        this.settings = settings;
    }

    @PutMapping(ORDER)
    @Operation(
            operationId = "placeStandingOrder",
            summary = "Place a standing order",
            description =
                    "201 when it is new, 200 when it was placed with the same content, 409 with other content. It pays at"
                            + " the start of each day of its schedule, also for days on which the program did not run."
                            + " A first date before today needs catchUp: all dates since are paid at once.")
    @Body(
            value = NewStandingOrder.class,
            example = "{\"ledger\": \"books\", \"payer\": \"customers:1\", \"amount\": 90000,"
                    + " \"asset\": \"EUR/2\", \"rail\": \"simulator\", \"beneficiary\":"
                    + " {\"name\": \"Ada\", \"account\": \"DE02\", \"bank\": \"GENODEF1\"},"
                    + " \"schedule\": {\"every\": \"month\", \"day\": 14}, \"zone\":"
                    + " \"Europe/Berlin\", \"first\": \"2036-01-14\"}")
    @Outcomes(
            done = {201, 200},
            refused = {"id_reused", "ledger_not_found", "account_not_found"})
    ResponseEntity<StandingOrder> place(@PathVariable String id, HttpServletRequest http) {
        StandingOrderId chosen = Parameters.path("id", id, StandingOrderId::chosen);
        CommandRequest request = CommandRequest.namingLedger(http);
        Fields fields = request.fields(NewStandingOrder.class);
        Beneficiary beneficiary = PaymentBodies.beneficiary(fields);
        StandingOrderTerms order = new StandingOrderTerms(
                request.ledger(),
                fields.required("payer", Address::new),
                fields.requiredInteger("amount", Amounts::positive),
                fields.required("asset", Asset::parse),
                fields.required("rail", this::rail),
                vault.seal(beneficiary),
                fields.text("reference", MAX_REFERENCE),
                fields.metadata("metadata"),
                ScheduleFields.whole(fields));
        return answer(request, new PlaceStandingOrder(chosen, order, fields.flag("catchUp")), 201);
    }

    private String rail(String name) {
        if (!settings.rails().contains(name)) {
            throw new InvalidValueException("must be one of " + String.join(", ", settings.rails()));
        }
        return name;
    }

    @PatchMapping(ORDER)
    @Operation(
            operationId = "changeStandingOrder",
            summary = "Change what a standing order pays, by RFC 7396",
            description =
                    "For each payment that it has not made yet. With another schedule, zone or first date it goes on"
                            + " today at the earliest: what is past by then is not made up for. The beneficiary is given whole.")
    @Body(
            value = StandingOrderChanges.class,
            example = "{\"amount\": 95000, \"schedule\": {\"day\": 1}, \"last\": \"2037-12-31\"}")
    @Outcomes(refused = "standing_order_ended")
    ResponseEntity<StandingOrder> change(@PathVariable String id, HttpServletRequest http) {
        StandingOrderId order = id(id);
        CommandRequest request = CommandRequest.withBody(http);
        Fields fields = request.fields(StandingOrderChanges.class);
        ChangeStandingOrder command = new ChangeStandingOrder(
                order,
                Patches.change(fields, "amount", () -> fields.requiredInteger("amount", Amounts::positive)),
                Patches.change(fields, "rail", () -> fields.required("rail", this::rail)),
                Patches.change(fields, "beneficiary", () -> vault.seal(PaymentBodies.beneficiary(fields))),
                Patches.change(fields, "reference", () -> fields.text("reference", MAX_REFERENCE)),
                Patches.metadata(fields),
                ScheduleFields.change(fields));
        return answer(request, command, 200);
    }

    @DeleteMapping(ORDER)
    @Operation(
            operationId = "endStandingOrder",
            summary = "End a standing order",
            description = "It is kept, and can be read. What it has initiated goes on.")
    ResponseEntity<StandingOrder> end(@PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withoutLedger(http);
        request.fields(EmptyBody.class);
        return answer(request, new EndStandingOrder(id(id)), 200);
    }

    @PostMapping(ORDER + "/pause")
    @Operation(operationId = "pauseStandingOrder", summary = "Let the dates of a standing order pass without a payment")
    @Body(value = EmptyBody.class, optional = true)
    @Outcomes(refused = "standing_order_ended")
    ResponseEntity<StandingOrder> pause(@PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withoutLedger(http);
        request.fields(EmptyBody.class);
        return answer(request, new PauseStandingOrder(id(id)), 200);
    }

    @PostMapping(ORDER + "/resume")
    @Operation(
            operationId = "resumeStandingOrder",
            summary = "Let a standing order pay again; what fell into the pause is not made up for")
    @Body(value = EmptyBody.class, optional = true)
    @Outcomes(refused = "standing_order_ended")
    ResponseEntity<StandingOrder> resume(@PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withoutLedger(http);
        request.fields(EmptyBody.class);
        return answer(request, new ResumeStandingOrder(id(id)), 200);
    }

    private static StandingOrderId id(String text) {
        return Parameters.path("id", text, StandingOrderId::new);
    }

    private ResponseEntity<StandingOrder> answer(CommandRequest request, StandingOrderCommand command, int status) {
        return Answers.<StandingOrderResult, StandingOrder>of(
                commands.send(command, request.metadata()),
                status,
                200,
                result -> StandingOrder.of(
                        result.standingOrder(),
                        vault.open(result.standingOrder().order().beneficiary()).orElse(null)));
    }
}
