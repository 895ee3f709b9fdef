package org.tallystick.saga.rail.iso20022;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.saga.rail.iso20022.Orders.BENEFICIARY;
import static org.tallystick.saga.rail.iso20022.Orders.order;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.saga.rail.RailAnswer.Refused;
import org.tallystick.values.Beneficiary;

class OrderFormTest {

    @ParameterizedTest
    @CsvSource({
        "EUR/2, 999999999999999999,",
        "EUR/5, 1,",
        "EUR/6, 1, invalid_amount",
        "EUR/2, 1000000000000000000, invalid_amount",
        "POINTS/0, 1, invalid_currency",
        "EU/2, 1, invalid_currency"
    })
    void takesWhatADecimalOfTheStandardHolds(String asset, String amount, String code) {
        assertThat(OrderForm.refusal(order("p", amount, asset, BENEFICIARY, null))
                        .map(Refused::code))
                .isEqualTo(Optional.ofNullable(code));
    }

    @Test
    void takesAReferenceOfOneLine() {
        assertThat(refusal("n", "r".repeat(140))).isNull();
        assertThat(refusal("n", "r".repeat(141))).isEqualTo("invalid_reference");
        assertThat(refusal("n", "a\nb")).isEqualTo("invalid_reference");
        assertThat(refusal("n", " ")).isEqualTo("invalid_reference");
    }

    @Test
    void refusesCharactersThatXmlCannotHold() {
        assertThat(refusal("a\u0007b", null)).isEqualTo("invalid_beneficiary");
        assertThat(refusal("a\nb", null)).isEqualTo("invalid_beneficiary");
        assertThat(refusal("a\uFFFEb", null)).isEqualTo("invalid_beneficiary");
        assertThat(refusal("a\uD83D\uDE00b", null)).isNull();
    }

    private static String refusal(String name, String reference) {
        return OrderForm.refusal(order("p", "1", "EUR/2", new Beneficiary(name, "a", "b"), reference))
                .map(Refused::code)
                .orElse(null);
    }
}
