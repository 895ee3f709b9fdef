package org.tallystick.command.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tallystick.commands.EraseBeneficiary;
import org.tallystick.events.BeneficiaryErased;
import org.tallystick.values.SealedBeneficiary;

class EraseBeneficiaryTest extends PaymentTest {

    @Test
    void afterTheEndOnly() {
        PaymentScenario open = payment().submitting();
        open.when(new EraseBeneficiary(open.id()), "op").rejected("payment_open");
        PaymentScenario ended = payment().settled();
        ended.when(new EraseBeneficiary(ended.id()), "op").stores(BeneficiaryErased.class);
        ended.when(new EraseBeneficiary(ended.id()), "op").replayed();
    }

    @Test
    void theEventsStayAndNobodyCanReadThem() {
        PaymentScenario payment = payment().settled();
        fixture.vault().erase(payment.state().beneficiary());
        assertThat(fixture.vault().open(payment.state().beneficiary())).isEmpty();
    }

    @Test
    void anotherBankWithTheSameSecretIsNotTheSame() {
        SealedBeneficiary right = fixture.vault().seal(PaymentScenario.ada());
        SealedBeneficiary moved = new SealedBeneficiary(right.key(), "OTHERBNK", right.sealed());
        assertThatThrownBy(() -> fixture.vault().open(moved)).hasMessageContaining("damaged");
    }
}
