package org.tallystick.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Counters are kept otherwise from 2^63 on: no sum and no difference may tell. */
class CountersTest {
    private static final BigInteger EDGE = BigInteger.ONE.shiftLeft(63);
    private static final List<BigInteger> NUMBERS = List.of(
            Amounts.MAX,
            EDGE.shiftLeft(1),
            EDGE,
            EDGE.subtract(BigInteger.ONE),
            BigInteger.ONE,
            BigInteger.ZERO,
            BigInteger.ONE.negate(),
            EDGE.negate(),
            EDGE.negate().subtract(BigInteger.ONE));

    static Stream<Arguments> pairs() {
        return NUMBERS.stream().flatMap(one -> NUMBERS.stream().map(other -> Arguments.of(one, other)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void reckonAlikeOnBothSidesOf64Bits(BigInteger debits, BigInteger credits) {
        for (BigInteger pending : NUMBERS) {
            Counters counters = new Counters(debits, credits, pending, BigInteger.TEN);
            for (BigInteger change : NUMBERS) {
                Counters posted = counters.plusPosted(Side.DEBIT, change);
                assertThat(posted).isEqualTo(new Counters(debits.add(change), credits, pending, BigInteger.TEN));
                assertThat(posted.plusPosted(Side.DEBIT, change.negate())).isEqualTo(counters);
                assertThat(counters.plusPosted(Side.CREDIT, change))
                        .isEqualTo(new Counters(debits, credits.add(change), pending, BigInteger.TEN));
                assertThat(counters.plusPending(Side.DEBIT, change))
                        .isEqualTo(new Counters(debits, credits, pending.add(change), BigInteger.TEN));
                assertThat(counters.plusPending(Side.CREDIT, change))
                        .isEqualTo(new Counters(debits, credits, pending, BigInteger.TEN.add(change)));
            }
            BigInteger balance = debits.subtract(credits);
            assertThat(counters.balance(Side.DEBIT)).isEqualTo(balance);
            assertThat(counters.balance(Side.CREDIT)).isEqualTo(balance.negate());
            assertThat(counters.available(Side.DEBIT)).isEqualTo(balance.subtract(BigInteger.TEN));
            assertThat(counters.available(Side.CREDIT))
                    .isEqualTo(balance.negate().subtract(pending));
            assertThat(counters.balanceWithIncreases(Side.DEBIT)).isEqualTo(balance.add(pending));
            assertThat(counters.hasPending()).isTrue();
            assertThat(counters.plus(counters).balance(Side.DEBIT)).isEqualTo(balance.add(balance));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void areEqualOnlyWhereAllFourAre(BigInteger one, BigInteger other) {
        Counters counters = new Counters(one, other, BigInteger.ZERO, BigInteger.ZERO);
        assertThat(counters).isEqualTo(counters.withoutPending());
        assertThat(counters)
                .hasSameHashCodeAs(new Counters(one, other, BigInteger.ZERO, BigInteger.ZERO))
                .isNotEqualTo(new Counters(one, other, BigInteger.ZERO, BigInteger.ONE))
                .isNotEqualTo(new Counters(one, other, EDGE, BigInteger.ZERO));
        assertThat(counters.equals(new Counters(other, one, BigInteger.ZERO, BigInteger.ZERO)))
                .isEqualTo(one.equals(other));
        assertThat(counters.isEmpty(Side.DEBIT)).isEqualTo(one.equals(other));
        assertThat(counters.hasPending()).isFalse();
        assertThat(counters.fit()).isEqualTo(Amounts.fits(one) && Amounts.fits(other));
    }
}
