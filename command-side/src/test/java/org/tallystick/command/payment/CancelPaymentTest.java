package org.tallystick.command.payment;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.commands.CancelPayment;
import org.tallystick.events.PaymentCancelled;

class CancelPaymentTest extends PaymentTest {

    @Test
    void untilItIsSubmitted() {
        for (PaymentScenario payment : List.of(
                payment().initiated(),
                payment().held(),
                payment().awaitingApproval(),
                payment().ready(),
                payment().notSent())) {
            payment.when(new CancelPayment(payment.id(), "by mistake"), "a").stores(PaymentCancelled.class);
            payment.when(new CancelPayment(payment.id(), "by mistake"), "a").replayed();
            payment.when(new CancelPayment(payment.id(), "other"), "a").rejected("payment_ended");
        }
    }

    @Test
    void notAfterwards() {
        for (PaymentScenario payment : List.of(payment().accepted(), payment().unknown())) {
            payment.when(new CancelPayment(payment.id(), null), "a").rejected("already_submitted");
        }
        for (PaymentScenario payment : List.of(payment().settled(), payment().failed())) {
            payment.when(new CancelPayment(payment.id(), null), "a").rejected("payment_ended");
        }
    }

    @Test
    void oneThatHasNotStartedEndsAtOnce() {
        PaymentScenario payment = payment();
        payment.when(payment.initiation(100, fixture.now().plusSeconds(60), PaymentScenario.ada()), "a");
        payment.when(new CancelPayment(payment.id(), null), "a").ended(true);
    }
}
