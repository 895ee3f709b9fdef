package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Schemathesis makes requests out of the OpenAPI document, good ones and bad ones, and finds every answer to be what the
 * document says. What is left out, and why, stands in {@code src/test/clients/schemathesis}.
 */
class SchemathesisTest {
    private static final Path SETTINGS =
            Path.of("src", "test", "clients", "schemathesis").toAbsolutePath();
    private static final int EXAMPLES = Integer.getInteger("test.examples", 20);
    private static final long SEED = Long.getLong("test.seed", 1);
    private static final String ORDER = "\"ledger\": \"books\", \"payer\": \"customers:1\", \"asset\": \"EUR/2\","
            + " \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"Ada\", \"account\": \"DE02\", \"bank\": \"GENODEF1\"}";

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = TallystickServer.start(
                "--server.port=0",
                "--tallystick.data=" + data,
                "--tallystick.transfers.exchange=bank",
                "--tallystick.payments.answer-within=PT0.5S",
                "--tallystick.payments.approval.books.EUR/2=100000");
        api = new Api(TallystickServer.url(server));
        List.of("books", "europe", "america").forEach(SchemathesisTest::fund);
        for (int i = 1; i <= 9; i++) {
            layReady(i);
        }
        for (int i = 1; i <= 3; i++) {
            awaitState("due-" + i, "awaiting_approval");
            awaitState("lost-" + i, "unknown");
        }
    }

    /** The examples of the document are about these ledgers and accounts. */
    private static void fund(String name) {
        String ledger = "/v1/ledgers/" + name;
        assertThat(api.put(ledger, "{}").status()).isEqualTo(201);
        ApiTest.account(api, ledger, "bank", "debit");
        ApiTest.account(api, ledger, "customers:1", "credit");
        ApiTest.account(api, ledger, "assets:interbank:genodef1", "debit");
        done(
                201,
                api.post(
                        ledger + "/transactions",
                        ApiTest.posting("funds", "bank", "customers:1", "1000000000000", "")));
    }

    /** What the settings of schemathesis name, for the calls that need something in one state. */
    private static void layReady(int i) {
        String hold = ApiTest.posting("held-" + i, "bank", "customers:1", "10", ", \"pending\": true");
        done(201, api.post("/v1/ledgers/books/transactions", hold));
        String schedule = ", \"amount\": 100, \"schedule\": {\"every\": \"month\", \"day\": 14},"
                + " \"zone\": \"Europe/Berlin\", \"first\": \"2036-01-14\"}";
        done(201, api.put("/v1/standing-orders/rent-" + i, "{" + ORDER + schedule));
        pay("due-" + i, ", \"amount\": 1000000}");
        pay("lost-" + i, ", \"amount\": 100, \"metadata\": {\"simulator\": \"silent\"}}");
    }

    private static void pay(String id, String more) {
        done(202, api.postAs("/v1/payments", "ann", "{\"id\": \"" + id + "\", " + ORDER + more));
    }

    private static void done(int status, Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    private static void awaitState(String payment, String state) {
        Waiting.until(
                () -> api.getAtHead("/v1/payments/" + payment)
                        .json()
                        .path("state")
                        .asString(),
                state::equals);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void findsNothing() throws IOException, InterruptedException {
        Path tools = Tools.python("schemathesis", "schemathesis==4.32.5");
        Assumptions.assumeTrue(tools != null, "schemathesis is not installed");
        Tools.Said said = Tools.run(
                data,
                Map.of("PYTHONPATH", SETTINGS.toString(), "PYTHONDONTWRITEBYTECODE", "1"),
                List.of(
                        tools.resolve("schemathesis").toString(),
                        "--config-file",
                        SETTINGS.resolve("schemathesis.toml").toString(),
                        "run",
                        TallystickServer.url(server) + "/v3/api-docs",
                        "--no-color",
                        "--seed=" + SEED,
                        "--max-examples=" + EXAMPLES));
        assertThat(said.code())
                .as("again with -Dtest.seed=" + SEED + " -Dtest.examples=" + EXAMPLES + "\n" + said.text())
                .isZero();
    }
}
