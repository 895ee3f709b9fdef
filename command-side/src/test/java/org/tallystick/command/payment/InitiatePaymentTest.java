package org.tallystick.command.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tallystick.commands.InitiatePayment;
import org.tallystick.commands.StartPayment;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.events.PaymentStarted;
import org.tallystick.values.Address;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentStep;

class InitiatePaymentTest extends PaymentTest {

    @Test
    void isStoredWithItsTermsAndWithoutAReadableBeneficiary() {
        PaymentScenario payment = payment().initiated().stores(PaymentInitiated.class);
        assertThat(payment.state().beneficiary().sealed()).doesNotContain("Ada");
        assertThat(fixture.vault().open(payment.state().beneficiary())).contains(PaymentScenario.ada());
        assertThat(payment.state().initiator()).isEqualTo(PaymentScenario.ALICE);
    }

    @Test
    void sameContentIsARepeatThoughItIsSealedAnew() {
        PaymentScenario payment = payment().held();
        payment.when(payment.initiation(100, null, PaymentScenario.ada()), "somebody")
                .replayed();
    }

    @Test
    void otherContentIsNot() {
        PaymentScenario payment = payment().initiated();
        payment.when(payment.initiation(101, null, PaymentScenario.ada())).rejected("id_reused");
        payment.when(payment.initiation(100, fixture.now(), PaymentScenario.ada()))
                .rejected("id_reused");
        payment.when(payment.initiation(100, null, new Beneficiary("Eve", "DE02", "GENODEF1")))
                .rejected("id_reused");
    }

    @Test
    void aRepeatAfterErasureCannotBeToldFromTheFirst() {
        PaymentScenario payment = payment().settled();
        fixture.vault().erase(payment.state().beneficiary());
        payment.when(payment.initiation(100, null, new Beneficiary("Eve", "DE02", "GENODEF1")))
                .replayed();
    }

    @Test
    void aKeyCountsOnce() {
        Map<String, String> key = Map.of(EventMetadata.IDEMPOTENCY_KEY, "digest-of-a-key", EventMetadata.ACTOR, "a");
        PaymentScenario payment = payment();
        payment.when(payment.initiation(100, null, PaymentScenario.ada()), key).becomes(PaymentPhase.INITIATED);
        payment.when(payment.initiation(100, null, PaymentScenario.ada()), key).replayed();
        payment.when(payment.initiation(101, null, PaymentScenario.ada()), key).rejected("id_reused");
    }

    @Test
    void whatItNamesMustExist() {
        PaymentScenario payment = payment();
        InitiatePayment right = payment.initiation(100, null, PaymentScenario.ada());
        payment.when(with(right, new LedgerName("nowhere"), right.payer())).rejected("ledger_not_found");
        payment.when(with(right, right.ledger(), new Address("nobody"))).rejected("account_not_found");
    }

    private static InitiatePayment with(InitiatePayment right, LedgerName ledger, Address payer) {
        return new InitiatePayment(
                right.payment(),
                ledger,
                payer,
                right.amount(),
                right.asset(),
                right.rail(),
                right.beneficiary(),
                right.reference(),
                right.executeAt(),
                right.metadata(),
                right.terms(),
                null);
    }

    @Test
    void aLaterOneStartsInItsTimeOnly() {
        PaymentScenario payment = payment();
        payment.when(payment.initiation(100, fixture.now().plusSeconds(60), PaymentScenario.ada()), "a");
        payment.when(new StartPayment(payment.id())).rejected("illegal_transition");
        payment.transaction(PaymentStep.HOLD, null).rejected("illegal_transition");
        fixture.pass(Duration.ofSeconds(60));
        payment.when(new StartPayment(payment.id())).stores(PaymentStarted.class);
        payment.when(new StartPayment(payment.id())).replayed();
    }
}
