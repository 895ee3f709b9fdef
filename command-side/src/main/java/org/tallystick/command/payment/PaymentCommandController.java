package org.tallystick.command.payment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.Payment;
import org.tallystick.api.Body;
import org.tallystick.api.Outcomes;
import org.tallystick.api.Parameters;
import org.tallystick.bodies.EmptyBody;
import org.tallystick.bodies.NewPayment;
import org.tallystick.bodies.PaymentDecision;
import org.tallystick.bodies.PaymentResolution;
import org.tallystick.command.http.Answers;
import org.tallystick.command.http.CommandRequest;
import org.tallystick.command.http.CommandSender;
import org.tallystick.command.http.TimeOrderedIds;
import org.tallystick.commands.ApprovePayment;
import org.tallystick.commands.CancelPayment;
import org.tallystick.commands.DeclinePayment;
import org.tallystick.commands.EraseBeneficiary;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PaymentCommand;
import org.tallystick.commands.PaymentResult;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.PaymentId;

@RestController
@Tag(name = "Payments")
class PaymentCommandController {
    private static final String PAYMENTS = "/v1/payments";

    private final CommandSender commands;
    private final TimeOrderedIds ids;
    private final BeneficiaryVault vault;
    private final PaymentBodies bodies;

    PaymentCommandController(
            CommandSender commands, TimeOrderedIds ids, BeneficiaryVault vault, PaymentSettings settings) {
        this.commands = commands;
        this.ids = ids;
        this.vault = vault;
        this.bodies = new PaymentBodies(settings, vault);
    }

    @PostMapping(PAYMENTS)
    @Operation(
            operationId = "initiatePayment",
            summary = "Initiate a payment over a rail",
            description = "Answered as soon as it is stored; it goes on by itself. The same id with the same content is"
                    + " answered as the first time.")
    @Body(
            value = NewPayment.class,
            example = "{\"id\": \"pay-1\", \"ledger\": \"books\", \"payer\": \"customers:1\","
                    + " \"amount\": 1000, \"asset\": \"EUR/2\", \"rail\": \"simulator\","
                    + " \"beneficiary\": {\"name\": \"Ada\", \"account\": \"DE02\","
                    + " \"bank\": \"GENODEF1\"}, \"reference\": \"invoice 7\"}")
    @Outcomes(
            done = 202,
            refused = {"ledger_not_found", "account_not_found"})
    ResponseEntity<Payment> initiate(HttpServletRequest http) {
        CommandRequest request = CommandRequest.namingLedger(http);
        Supplier<PaymentId> idWhenAbsent =
                () -> request.keyDigest().map(DerivedIds::paymentOfKey).orElseGet(() -> new PaymentId(ids.next()));
        return answer(request, bodies.initiate(request, idWhenAbsent), 202);
    }

    @PostMapping(PAYMENTS + "/{id}/approve")
    @Operation(
            operationId = "approvePayment",
            summary = "Approve a payment above the limit",
            description = "By somebody who is known, and not by who initiated it.")
    @Body(value = PaymentDecision.class, optional = true, example = "{\"reason\": \"checked\"}")
    @Outcomes(
            refused = {
                "already_approved",
                "already_declined",
                "payment_ended",
                "not_awaiting_approval",
                "identity_needed",
                "approver_is_initiator"
            })
    ResponseEntity<Payment> approve(@PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withoutLedger(http);
        return answer(request, new ApprovePayment(id(id), PaymentBodies.reason(request)), 200);
    }

    @PostMapping(PAYMENTS + "/{id}/decline")
    @Operation(operationId = "declinePayment", summary = "Decline a payment above the limit")
    @Body(value = PaymentDecision.class, optional = true, example = "{\"reason\": \"too much\"}")
    @Outcomes(refused = {"already_approved", "already_declined", "payment_ended", "not_awaiting_approval"})
    ResponseEntity<Payment> decline(@PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withoutLedger(http);
        return answer(request, new DeclinePayment(id(id), PaymentBodies.reason(request)), 200);
    }

    @PostMapping(PAYMENTS + "/{id}/cancel")
    @Operation(operationId = "cancelPayment", summary = "Cancel a payment that is not with the rail yet")
    @Body(value = PaymentDecision.class, optional = true, example = "{\"reason\": \"by mistake\"}")
    @Outcomes(refused = {"submitting", "already_submitted", "payment_ended"})
    ResponseEntity<Payment> cancel(@PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withoutLedger(http);
        return answer(request, new CancelPayment(id(id), PaymentBodies.reason(request)), 200);
    }

    @PostMapping(PAYMENTS + "/{id}/resolve")
    @Operation(
            operationId = "resolvePayment",
            summary = "Say what became of a payment whose outcome is unknown",
            description =
                    "With outcome settled the ledger posts it; with failed it gives the money back. Above the approval"
                            + " limit not by who initiated it.")
    @Body(
            value = PaymentResolution.class,
            example = "{\"outcome\": \"settled\", \"railReference\": \"X1\"," + " \"reason\": \"told by phone\"}")
    @Outcomes(refused = {"submitting", "not_unknown", "identity_needed", "approver_is_initiator"})
    ResponseEntity<Payment> resolve(@PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withoutLedger(http);
        return answer(request, PaymentBodies.resolve(id(id), request), 200);
    }

    @DeleteMapping(PAYMENTS + "/{id}/beneficiary")
    @Operation(
            operationId = "eraseBeneficiary",
            summary = "Erase name and account number of the beneficiary of an ended payment",
            description = "The events stay, and can never be read in this part again.")
    @Outcomes(refused = "payment_open")
    ResponseEntity<Payment> erase(@PathVariable String id, HttpServletRequest http) {
        CommandRequest request = CommandRequest.withoutLedger(http);
        request.fields(EmptyBody.class);
        CommandSender.Sent sent = commands.send(new EraseBeneficiary(id(id)), request.metadata());
        if (sent.payload() instanceof Outcome.Done<?> done && done.result() instanceof PaymentResult erased) {
            vault.erase(erased.payment().beneficiary());
        }
        return answer(sent, 200);
    }

    private static PaymentId id(String text) {
        return Parameters.path("id", text, PaymentId::new);
    }

    private ResponseEntity<Payment> answer(CommandRequest request, PaymentCommand command, int status) {
        return answer(commands.send(command, request.metadata()), status);
    }

    private ResponseEntity<Payment> answer(CommandSender.Sent sent, int status) {
        return Answers.<PaymentResult, Payment>of(
                sent,
                status,
                status,
                result -> Payment.of(
                        result.payment(),
                        vault.open(result.payment().beneficiary()).orElse(null)));
    }
}
