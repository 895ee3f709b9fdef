package org.tallystick.command.standingorder;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.api.Fields;
import org.tallystick.api.Parameters;
import org.tallystick.api.Representations;
import org.tallystick.command.http.Answers;
import org.tallystick.command.http.CommandRequest;
import org.tallystick.command.http.CommandSender;
import org.tallystick.command.payment.BeneficiaryVault;
import org.tallystick.command.payment.PaymentBodies;
import org.tallystick.command.payment.PaymentSettings;
import org.tallystick.commands.PauseStandingOrder;
import org.tallystick.commands.PlaceStandingOrder;
import org.tallystick.commands.ResumeStandingOrder;
import org.tallystick.commands.StandingOrderCommand;
import org.tallystick.commands.StandingOrderResult;
import org.tallystick.events.codec.EnumText;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.Asset;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.Schedule;
import org.tallystick.values.StandingOrder;
import org.tallystick.values.StandingOrderId;

@RestController
@Tag(name = "Standing orders")
class StandingOrderController {
    private static final String ORDER = "/v1/standing-orders/{id}";
    private static final int MAX_REFERENCE = 140;
    private static final int MAX_BITS = 31;

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
            summary = "Place a standing order",
            description =
                    "201 when it is new, 200 when it was placed with the same content, 409 with other content. It pays at"
                            + " the start of each day of its schedule, also for days on which the program did not run.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            examples =
                                                    @ExampleObject(
                                                            "{\"ledger\": \"books\", \"payer\": \"customers:1\", \"amount\": 90000,"
                                                                    + " \"asset\": \"EUR/2\", \"rail\": \"simulator\", \"beneficiary\":"
                                                                    + " {\"name\": \"Ada\", \"account\": \"DE02\", \"bank\": \"GENODEF1\"},"
                                                                    + " \"schedule\": {\"every\": \"month\", \"day\": 14}, \"zone\":"
                                                                    + " \"Europe/Berlin\", \"first\": \"2026-01-14\"}"))))
    ResponseEntity<byte[]> place(@PathVariable String id, HttpServletRequest http) {
        StandingOrderId chosen = Parameters.path("id", id, StandingOrderId::chosen);
        CommandRequest request = CommandRequest.namingLedger(http);
        Fields fields = request.fields(
                "ledger",
                "payer",
                "amount",
                "asset",
                "rail",
                "beneficiary",
                "reference",
                "metadata",
                "schedule",
                "zone",
                "first",
                "last");
        Beneficiary beneficiary = PaymentBodies.beneficiary(fields);
        StandingOrder order = new StandingOrder(
                request.ledger(),
                fields.required("payer", Address::new),
                fields.requiredInteger("amount", Amounts::positive),
                fields.required("asset", Asset::parse),
                fields.required("rail", this::rail),
                vault.seal(beneficiary),
                fields.text("reference", MAX_REFERENCE),
                fields.metadata("metadata"),
                schedule(fields));
        return answer(request, new PlaceStandingOrder(chosen, order), 201);
    }

    private String rail(String name) {
        if (!settings.rails().contains(name)) {
            throw new InvalidValueException("must be one of " + String.join(", ", settings.rails()));
        }
        return name;
    }

    private static Schedule schedule(Fields fields) {
        Fields every = fields.object("schedule", "every", "day");
        Schedule.Period period = every.required("every", text -> EnumText.parse(Schedule.Period.values(), text));
        int day = every.has("day")
                ? every.requiredInteger("day", StandingOrderController::day).intValue()
                : 0;
        ZoneId zone = fields.required(
                "zone", text -> parsed(() -> ZoneId.of(text), "must be a time zone such as Europe/Berlin"));
        LocalDate first = fields.required("first", StandingOrderController::date);
        LocalDate last = fields.optional("last", StandingOrderController::date);
        return fields.whole("schedule", () -> new Schedule(period, day, zone, first, last));
    }

    private static BigInteger day(BigInteger day) {
        if (day.signum() <= 0 || day.bitLength() > MAX_BITS) {
            throw new InvalidValueException("must be a day from 1 on");
        }
        return day;
    }

    private static LocalDate date(String text) {
        return parsed(() -> LocalDate.parse(text), "must be a date such as 2026-01-14");
    }

    private interface Parsing<T> {
        T parse();
    }

    private static <T> T parsed(Parsing<T> parsing, String otherwise) {
        try {
            return parsing.parse();
        } catch (DateTimeException e) {
            throw new InvalidValueException(otherwise);
        }
    }

    @PostMapping(ORDER + "/pause")
    @Operation(summary = "Let the dates of a standing order pass without a payment")
    ResponseEntity<byte[]> pause(@PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withoutLedger(http);
        request.fields();
        return answer(request, new PauseStandingOrder(id(id)), 200);
    }

    @PostMapping(ORDER + "/resume")
    @Operation(summary = "Let a standing order pay again; what fell into the pause is not made up for")
    ResponseEntity<byte[]> resume(@PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withoutLedger(http);
        request.fields();
        return answer(request, new ResumeStandingOrder(id(id)), 200);
    }

    private static StandingOrderId id(String text) {
        return Parameters.path("id", text, StandingOrderId::new);
    }

    private ResponseEntity<byte[]> answer(CommandRequest request, StandingOrderCommand command, int status) {
        return Answers.<StandingOrderResult>of(
                commands.send(command, request.metadata()),
                status,
                200,
                result -> Representations.standingOrder(
                        result.standingOrder(),
                        vault.open(result.standingOrder().order().beneficiary()).orElse(null)));
    }
}
