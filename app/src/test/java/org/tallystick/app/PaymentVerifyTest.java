package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;
import org.tallystick.app.cli.CommandLineInterface;

/** Whether {@code verify} finds what is wrong with payments in a read model: two of them, one of which is in flight. */
class PaymentVerifyTest {
    @TempDir
    static Path folder;

    @TempDir
    Path copy;

    @BeforeAll
    static void pay() {
        try (var server = TallystickServer.start("--server.port=0", "--tallystick.data=" + folder)) {
            Api api = new Api(TallystickServer.url(server));
            api.put("/v1/ledgers/l", "{}");
            for (String account : new String[] {"bank debit", "assets:interbank:b debit", "customers:1 credit"}) {
                String[] parts = account.split(" ");
                ApiTest.account(api, "/v1/ledgers/l", parts[0], parts[1]);
            }
            api.post("/v1/ledgers/l/transactions", ApiTest.posting("in", "bank", "customers:1", "1000", ""));
            pay(api, "settled", "settle");
            pay(api, "open", "silent");
            Waiting.until(() -> state(api, "settled"), state -> state.equals("settled"));
            Waiting.until(() -> state(api, "open"), state -> state.equals("submitted") || state.equals("unknown"));
        }
    }

    private static void pay(Api api, String id, String script) {
        Api.Answer answer = api.post(
                "/v1/payments",
                "{\"id\": \"" + id + "\", \"ledger\": \"l\", \"payer\": \"customers:1\", \"amount\": 7, \"asset\":"
                        + " \"EUR/2\", \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"A\", \"account\": \"1\","
                        + " \"bank\": \"B\"}, \"metadata\": {\"simulator\": \"" + script + "\"}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    private static String state(Api api, String id) {
        return api.get("/v1/payments/" + id).json().path("state").asString("");
    }

    private int verifyAfter(String statement) throws Exception {
        FileSystemUtils.copyRecursively(folder, copy);
        String url = "jdbc:h2:file:" + copy.resolve("tallystick-readmodels") + ";WRITE_DELAY=0";
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var execution = connection.createStatement()) {
            execution.execute(statement);
        }
        return CommandLineInterface.run("verify", "--tallystick.data=" + copy);
    }

    @Test
    void rightBooksAreRight() throws Exception {
        assertThat(verifyAfter("SELECT 1")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE payment_v1 SET amount = amount + 1 WHERE id = 'open'",
                "UPDATE payment_v1 SET is_open = FALSE",
                "UPDATE payment_v1 SET document = REPLACE(document, 'settled', 'failed') WHERE id = 'settled'",
                "DELETE FROM payment_v1 WHERE id = 'settled'",
                "DELETE FROM payment_metadata_v1",
                "DELETE FROM payment_step_v1 WHERE position = (SELECT MAX(position) FROM payment_step_v1)",
                "UPDATE payment_step_v1 SET document = REPLACE(document, 'payments', 'nobody')",
                "UPDATE payment_transaction_v1 SET held = FALSE",
                "UPDATE pending_credit_v1 SET pending = pending + 1",
                "UPDATE pending_credit_v1 SET own = 0",
                "DELETE FROM payment_clearing_v1"
            })
    void whatWasCorruptedIsFound(String corruption) throws Exception {
        assertThat(verifyAfter(corruption)).isEqualTo(1);
    }
}
