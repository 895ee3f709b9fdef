package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.app.settings.UsageException;
import org.tallystick.saga.rail.simulator.SimulatorRules;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentTerms;

class PaymentPropertiesTest {
    private static final LedgerName BOOKS = new LedgerName("books");
    private static final Asset EUR = Asset.parse("EUR/2");

    private static PaymentProperties with(Map<String, String> settings) {
        return new PaymentProperties(settings, Set.of("simulator", "http"));
    }

    private static PaymentTerms terms(Map<String, String> settings, String rail) {
        return with(settings).terms(BOOKS, rail, "GENODEF1", EUR);
    }

    @Test
    void theClosestClearingAccountCounts() {
        Map<String, String> settings = Map.of(
                "clearing.books.simulator", "a:{bank}",
                "clearing.books.*", "b",
                "clearing.*.http", "c");
        assertThat(terms(settings, "simulator").clearing()).isEqualTo(new Address("a:genodef1"));
        assertThat(terms(settings, "http").clearing()).isEqualTo(new Address("b"));
        assertThat(with(settings)
                        .terms(new LedgerName("other"), "http", "X", EUR)
                        .clearing())
                .isEqualTo(new Address("c"));
        assertThat(terms(Map.of(), "http").clearing()).isEqualTo(new Address("assets:interbank:genodef1"));
    }

    @Test
    void limitsAndTimesHaveTheirDefaults() {
        assertThat(terms(Map.of(), "http").approvalAbove()).isNull();
        assertThat(terms(Map.of("approval.books.EUR/2", "7", "approval.*.EUR/2", "9"), "http")
                        .approvalAbove())
                .isEqualTo(7);
        assertThat(terms(Map.of("approval.*.EUR/2", "9"), "http").approvalAbove())
                .isEqualTo(9);
        Map<String, String> times = Map.of("answer-within", "PT5M", "answer-within.http", "PT1H");
        assertThat(terms(times, "http").answerWithin()).isEqualTo(Duration.ofHours(1));
        assertThat(terms(times, "simulator").answerWithin()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clearing.books.nowhere=a",
                "clearing.books.simulator=not an address",
                "clearing.Books.simulator=a",
                "clearing.books=a",
                "approval.books.EUR=1",
                "approval.books.EUR/2=1.5",
                "approval.books.EUR/2=-1",
                "step-within=10",
                "step-within=PT-1S",
                "answer-within.nowhere=PT1S",
                "approve-within.http=PT1S",
                "unheard-of=1"
            })
    void aSettingOutOfItsFormEndsTheStart(String setting) {
        String[] parts = setting.split("=");
        assertThatThrownBy(() -> with(Map.of(parts[0], parts[1])))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(PaymentProperties.PREFIX + parts[0]);
    }

    @Test
    void aRuleFileIsReadAndChecked(@TempDir Path folder) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules"), "bank.X=refuse\ndefault=later\ndelay=PT1S\n");
        SimulatorRules read = with(Map.of("simulator.rules", rules.toString())).simulatorRules();
        assertThat(read).isEqualTo(new SimulatorRules(Map.of("X", "refuse"), "later", Duration.ofSeconds(1)));
        Path marked = Files.writeString(folder.resolve("marked"), "\uFEFFbank.X=refuse\n");
        assertThat(with(Map.of("simulator.rules", marked.toString()))
                        .simulatorRules()
                        .banks())
                .containsEntry("X", "refuse");
        Path wrong = Files.writeString(folder.resolve("wrong"), "bank.X=explode\n");
        assertThatThrownBy(
                        () -> with(Map.of("simulator.rules", wrong.toString())).simulatorRules())
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> with(Map.of("simulator.rules", "nowhere")).simulatorRules())
                .isInstanceOf(UsageException.class);
    }
}
