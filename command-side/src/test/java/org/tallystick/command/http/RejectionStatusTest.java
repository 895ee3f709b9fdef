package org.tallystick.command.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.api.Codes;
import org.tallystick.commands.AccountRejection;
import org.tallystick.commands.LedgerRejection;
import org.tallystick.commands.PaymentRejection;
import org.tallystick.commands.Rejection;
import org.tallystick.commands.StandingOrderRejection;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.commands.TransferRejection;

class RejectionStatusTest {
    static Stream<Rejection> all() {
        return Stream.<Rejection[]>of(
                        LedgerRejection.values(),
                        AccountRejection.values(),
                        TransactionRejection.values(),
                        PaymentRejection.values(),
                        StandingOrderRejection.values(),
                        TransferRejection.values())
                .flatMap(Stream::of);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyRejectionHasAStatus(Rejection rejection) {
        assertThat(Codes.status(rejection.code())).isBetween(400, 424);
    }
}
