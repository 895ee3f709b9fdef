package org.tallystick.command.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.commands.AccountRejection;
import org.tallystick.commands.LedgerRejection;
import org.tallystick.commands.PaymentRejection;
import org.tallystick.commands.Rejection;
import org.tallystick.commands.StandingOrderRejection;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.commands.TransferRejection;
import org.tallystick.events.TransactionEvent;

/** The order of precedence is that of the table which clients read, in the enumerations and so in every list of rules. */
class PrecedenceTest {
    private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

    @ParameterizedTest
    @ValueSource(
            classes = {
                LedgerRejection.class,
                AccountRejection.class,
                TransactionRejection.class,
                PaymentRejection.class,
                TransferRejection.class,
                StandingOrderRejection.class
            })
    void isTheDocumentedOne(Class<? extends Rejection> enumeration) throws Exception {
        List<String> codes = Arrays.stream(enumeration.getEnumConstants())
                .map(Rejection::code)
                .toList();
        List<String> documented = documented();
        documented.retainAll(codes);
        assertThat(codes).isEqualTo(documented);
    }

    private static List<String> documented() throws Exception {
        List<String> codes = new ArrayList<>();
        String page = Files.readString(Path.of("../docs/reference.md"));
        String table = page.substring(page.indexOf("## Rejections"), page.indexOf("Where one command has several"));
        table.lines()
                .filter(line -> line.startsWith("| `"))
                .forEach(line -> CODE.matcher(line.split("\\|")[1])
                        .results()
                        .map(MatchResult::group)
                        .forEach(code -> codes.add(code.replace("`", ""))));
        return codes;
    }

    @Test
    void otherOrdersAreRefused() {
        assertThatThrownBy(() -> Rules.inOrder(
                        broken(TransactionRejection.PERIOD_LOCKED), broken(TransactionRejection.ASSET_MISMATCH)))
                .hasMessage("asset_mismatch comes before period_locked");
    }

    @Test
    void theFirstBrokenRuleRejects() {
        Rules<String> rules = Rules.inOrder(
                new Rule<>(TransactionRejection.NOT_FOUND, context -> null),
                broken(TransactionRejection.ASSET_MISMATCH),
                broken(TransactionRejection.PERIOD_LOCKED));
        Decision.Rejected<TransactionEvent> rejected = rules.firstBroken("context");
        assertThat(rejected.rejection()).isEqualTo(TransactionRejection.ASSET_MISMATCH);
    }

    private static Rule<String> broken(Rejection rejection) {
        return new Rule<>(rejection, context -> new Violation(context, Map.of()));
    }
}
