package org.tallystick.saga.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.saga.screening.ScreeningVerdict.Denied;

class RuleScreeningTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    @TempDir
    Path folder;

    private final Initiations log = new Initiations();

    private Screening screening(String rules) throws IOException {
        Path file = Files.writeString(folder.resolve("rules.json"), rules);
        return RuleScreening.of(file, log, Runnable::run);
    }

    /** The code of the denial; null when it passed. */
    private static String verdict(Screening screening, ScreeningRequest request) {
        return screening.screen(request).toCompletableFuture().join() instanceof Denied denied ? denied.code() : null;
    }

    private ScreeningRequest payment(String payer, String amount, Duration after) {
        return log.add(payer, amount, NOW.plus(after));
    }

    @Test
    void holdsCeilingsPerAsset() throws IOException {
        Screening screening = screening("{\"ceilings\": [{\"asset\": \"EUR/2\", \"amount\": 100}]}");
        assertThat(verdict(screening, payment("a", "100", Duration.ZERO))).isNull();
        assertThat(verdict(screening, payment("a", "101", Duration.ZERO))).isEqualTo("amount_ceiling");
        Screening other = screening("{\"ceilings\": [{\"asset\": \"USD/2\", \"amount\": 1}]}");
        assertThat(verdict(other, payment("a", "101", Duration.ZERO))).isNull();
    }

    @Test
    void passesOverAByteOrderMark() throws IOException {
        Screening screening = screening("\uFEFF{\"ceilings\": [{\"asset\": \"EUR/2\", \"amount\": 100}]}");
        assertThat(verdict(screening, payment("a", "101", Duration.ZERO))).isEqualTo("amount_ceiling");
    }

    @ParameterizedTest
    @CsvSource({
        "name, ada lovelace, beneficiary_denied",
        "name, ＡＤＡ LOVELACE, beneficiary_denied",
        "name, ada,",
        "account, nl91abna0417164300, beneficiary_denied",
        "account, NL91ABNA04171643,"
    })
    void deniesBeneficiariesHoweverTheyAreWritten(String field, String value, String code) throws IOException {
        Screening screening = screening("{\"denied\": [{\"" + field + "\": \"" + value + "\"}]}");
        assertThat(verdict(screening, payment("a", "1", Duration.ZERO))).isEqualTo(code);
    }

    @Test
    void countsPaymentsOfAPayerInTheWindow() throws IOException {
        Screening screening = screening("{\"velocity\": [{\"window\": \"PT1H\", \"payments\": 2}]}");
        ScreeningRequest first = payment("a", "1", Duration.ZERO);
        ScreeningRequest second = payment("a", "1", Duration.ofMinutes(1));
        ScreeningRequest third = payment("a", "1", Duration.ofMinutes(59));
        ScreeningRequest other = payment("b", "1", Duration.ofMinutes(59));
        ScreeningRequest later = payment("a", "1", Duration.ofMinutes(61));
        assertThat(verdict(screening, third)).isEqualTo("velocity_exceeded");
        assertThat(verdict(screening, first)).isNull();
        assertThat(verdict(screening, second)).isNull();
        assertThat(verdict(screening, other)).isNull();
        assertThat(verdict(screening, later)).isNull();
        assertThat(verdict(screening, third)).isEqualTo("velocity_exceeded");
    }

    @Test
    void sumsAmountsOfAPayerInTheWindow() throws IOException {
        Screening screening =
                screening("{\"velocity\": [{\"window\": \"P1D\", \"asset\": \"EUR/2\", \"amount\": 100}]}");
        assertThat(verdict(screening, payment("a", "60", Duration.ZERO))).isNull();
        assertThat(verdict(screening, payment("a", "40", Duration.ofHours(1)))).isNull();
        assertThat(verdict(screening, payment("a", "1", Duration.ofHours(2)))).isEqualTo("velocity_exceeded");
        assertThat(verdict(screening, payment("a", "99", Duration.ofHours(48)))).isNull();
    }

    @Test
    void decidesTheSameAfterARestart() throws IOException {
        String rules = "{\"velocity\": [{\"window\": \"PT1H\", \"payments\": 2}]}";
        Screening before = screening(rules);
        List<ScreeningRequest> all = IntStream.range(0, 5_000)
                .mapToObj(i -> payment("a" + i % 7, "1", Duration.ofMinutes(i * 3)))
                .toList();
        List<String> verdicts = all.stream()
                .map(request -> String.valueOf(verdict(before, request)))
                .toList();
        Screening after = screening(rules);
        for (int i = all.size() - 1; i >= 0; i -= 501) {
            assertThat(String.valueOf(verdict(after, all.get(i)))).isEqualTo(verdicts.get(i));
        }
    }

    @Test
    void readsAfterARestartOnlyWhatTheWindowNeeds() throws IOException {
        for (int i = 0; i < 5_000; i++) {
            payment("a", "1", Duration.ofMinutes(i));
        }
        ScreeningRequest last = payment("a", "1", Duration.ofMinutes(5_000));
        Screening screening = screening("{\"velocity\": [{\"window\": \"PT1H\", \"payments\": 60}]}");
        log.eventsRead();
        assertThat(verdict(screening, last)).isNull();
        assertThat(log.eventsRead()).isLessThan(100);
        assertThat(verdict(screening, payment("a", "1", Duration.ofMinutes(5_000))))
                .isEqualTo("velocity_exceeded");
        assertThat(log.eventsRead()).isEqualTo(1);
    }

    @Test
    void isAFaultWhileThePaymentIsNotInTheLog() throws IOException {
        Screening screening = screening("{\"velocity\": [{\"window\": \"PT1H\", \"payments\": 60}]}");
        ScreeningRequest elsewhere = new Initiations().add("a", "1", NOW);
        CompletableFuture<ScreeningVerdict> verdict =
                screening.screen(elsewhere).toCompletableFuture();
        assertThatThrownBy(verdict::join).hasCauseInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"ceiling\": []}",
                "{\"ceilings\": [{\"asset\": \"EUR\", \"amount\": 1}]}",
                "{\"ceilings\": [{\"asset\": \"EUR/2\", \"amount\": 1.5}]}",
                "{\"denied\": [{}]}",
                "{\"denied\": [{\"name\": \"a\", \"account\": \"b\"}]}",
                "{\"velocity\": [{\"window\": \"PT1H\"}]}",
                "{\"velocity\": [{\"window\": \"1h\", \"payments\": 1}]}",
                "{\"velocity\": [{\"window\": \"PT-1H\", \"payments\": 1}]}",
                "{\"velocity\": [{\"window\": \"P32D\", \"payments\": 1}]}",
                "{\"velocity\": [{\"window\": \"PT1H\", \"amount\": 1}]}"
            })
    void saysInOneLineWhatIsWrongWithAFile(String rules) {
        assertThatThrownBy(() -> screening(rules))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the screening rules ")
                .hasMessageNotContaining("\n");
    }

    private static Screening always(ScreeningVerdict verdict) {
        return request -> CompletableFuture.completedFuture(verdict);
    }

    @Test
    void chainsUntilOneDenies() throws IOException {
        ScreeningRequest request = payment("a", "1", Duration.ZERO);
        Screening passing = always(new ScreeningVerdict.Passed());
        Screening denying = always(new Denied("first", null));
        assertThat(verdict(new ScreeningChain(List.of()), request)).isNull();
        assertThat(verdict(new ScreeningChain(List.of(passing, passing)), request))
                .isNull();
        assertThat(verdict(new ScreeningChain(List.of(passing, denying, always(new Denied("second", null)))), request))
                .isEqualTo("first");
    }
}
