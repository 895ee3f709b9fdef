package org.tallystick.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms of names and numbers, at their boundaries. */
class ValuesTest {
    private static final Function<String, Object> ASSET = Asset::parse;
    private static final Function<String, Object> ADDRESS = Address::new;
    private static final Function<String, Object> LEDGER = LedgerName::new;
    private static final Function<String, Object> ID = TransactionId::chosen;

    static Stream<Arguments> wellFormed() {
        return Stream.of(
                Arguments.of(ASSET, "EUR/2"),
                Arguments.of(ASSET, "A1/0"),
                Arguments.of(ASSET, "ABCDEFGHIJ123456/18"),
                Arguments.of(ADDRESS, "a"),
                Arguments.of(ADDRESS, "customers:42:wallet"),
                Arguments.of(ADDRESS, "_:-"),
                Arguments.of(ADDRESS, "x".repeat(200)),
                Arguments.of(LEDGER, "0"),
                Arguments.of(LEDGER, "a-b-"),
                Arguments.of(LEDGER, "a".repeat(63)),
                Arguments.of(ID, "a"),
                Arguments.of(ID, "Az09_.:-"),
                Arguments.of(ID, "tsx:1"),
                Arguments.of(ID, "9".repeat(100)));
    }

    @ParameterizedTest
    @MethodSource("wellFormed")
    void isTakenAsItIs(Function<String, Object> parse, String text) {
        assertThat(parse.apply(text)).hasToString(text);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of(ASSET, null),
                Arguments.of(ASSET, ""),
                Arguments.of(ASSET, "E/2"),
                Arguments.of(ASSET, "1EUR/2"),
                Arguments.of(ASSET, "eur/2"),
                Arguments.of(ASSET, "EUR"),
                Arguments.of(ASSET, "EUR/"),
                Arguments.of(ASSET, "EUR/02"),
                Arguments.of(ASSET, "EUR/19"),
                Arguments.of(ASSET, "EUR/-1"),
                Arguments.of(ASSET, "EUR/2/2"),
                Arguments.of(ASSET, "EUR/\u0662"),
                Arguments.of(ASSET, "ABCDEFGHIJ1234567/2"),
                Arguments.of(ADDRESS, null),
                Arguments.of(ADDRESS, ""),
                Arguments.of(ADDRESS, ":"),
                Arguments.of(ADDRESS, "a:"),
                Arguments.of(ADDRESS, ":a"),
                Arguments.of(ADDRESS, "a::b"),
                Arguments.of(ADDRESS, "a b"),
                Arguments.of(ADDRESS, "\u00e4"),
                Arguments.of(ADDRESS, "x".repeat(201)),
                Arguments.of(LEDGER, null),
                Arguments.of(LEDGER, ""),
                Arguments.of(LEDGER, "-a"),
                Arguments.of(LEDGER, "A"),
                Arguments.of(LEDGER, "a_b"),
                Arguments.of(LEDGER, "a".repeat(64)),
                Arguments.of(ID, null),
                Arguments.of(ID, ""),
                Arguments.of(ID, ".a"),
                Arguments.of(ID, "a b"),
                Arguments.of(ID, "a/b"),
                Arguments.of(ID, "ts:1"),
                Arguments.of(ID, "9".repeat(101)));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void isRefused(Function<String, Object> parse, String text) {
        assertThatThrownBy(() -> parse.apply(text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void amountsHaveAtMost38Digits() {
        BigInteger tooMuch = BigInteger.TEN.pow(38);
        assertThat(Amounts.positive(Amounts.MAX)).isEqualTo(tooMuch.subtract(BigInteger.ONE));
        assertThat(Amounts.fits(Amounts.MAX.negate())).isTrue();
        assertThat(Amounts.fits(tooMuch)).isFalse();
        assertThat(Amounts.fits(tooMuch.negate())).isFalse();
        assertThat(Amounts.limit(null)).isNull();
        assertThat(Amounts.zeroOrMore(BigInteger.ZERO)).isZero();
        for (BigInteger wrong : new BigInteger[] {BigInteger.ZERO, BigInteger.ONE.negate(), tooMuch}) {
            assertThatThrownBy(() -> Amounts.positive(wrong)).isInstanceOf(InvalidValueException.class);
        }
        assertThatThrownBy(() -> Amounts.zeroOrMore(BigInteger.ONE.negate())).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Amounts.limit(tooMuch)).isInstanceOf(InvalidValueException.class);
        Amounts.requireOrdered(BigInteger.ONE, BigInteger.ONE);
        Amounts.requireOrdered(null, BigInteger.ONE);
        assertThatThrownBy(() -> Amounts.requireOrdered(BigInteger.TWO, BigInteger.ONE))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void aPostingHasTwoAccountsAndAnAmount() {
        Address a = new Address("a");
        Asset asset = Asset.parse("EUR/2");
        assertThatThrownBy(() -> new Posting(a, a, BigInteger.ONE, asset)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new Posting(a, new Address("b"), BigInteger.ZERO, asset))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void moneyOfDifferentAssetsIsNotAdded() {
        Money euros = new Money(BigInteger.TEN, Asset.parse("EUR/2"));
        assertThat(euros.plus(euros).minus(euros)).isEqualTo(euros);
        Money others = new Money(BigInteger.TEN, Asset.parse("EUR/3"));
        assertThatThrownBy(() -> euros.plus(others)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> euros.minus(others)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void countersFollowTheSides() {
        Counters counters = Counters.ZERO
                .plusPosted(Side.CREDIT, BigInteger.valueOf(100))
                .plusPosted(Side.DEBIT, BigInteger.valueOf(30))
                .plusPending(Side.DEBIT, BigInteger.valueOf(20))
                .plusPending(Side.CREDIT, BigInteger.valueOf(5));
        assertThat(counters.balance(Side.CREDIT)).isEqualTo(70);
        assertThat(counters.available(Side.CREDIT)).isEqualTo(50);
        assertThat(counters.balanceWithIncreases(Side.CREDIT)).isEqualTo(75);
        assertThat(counters.balance(Side.DEBIT)).isEqualTo(-70);
        assertThat(counters.available(Side.DEBIT)).isEqualTo(-75);
    }

    @Test
    void metadataHasItsBounds() {
        Map<String, String> most = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            most.put("k" + i, "v".repeat(512));
        }
        assertThat(Metadata.checked(most)).isEqualTo(most);
        most.put("one more", "");
        assertThatThrownBy(() -> Metadata.checked(most)).isInstanceOf(InvalidValueException.class);
        for (Map<String, String> wrong : java.util.List.of(
                Map.of("", "v"),
                Map.of("k".repeat(65), "v"),
                Map.of("k", "v".repeat(513)),
                Map.of("k", "\0"),
                Map.of("k", "\ud800"),
                Map.of("\udc00", "v"))) {
            assertThatThrownBy(() -> Metadata.checked(wrong)).isInstanceOf(InvalidValueException.class);
        }
    }
}
