package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.storage.SideDatabase;

/** Payments that a killed process has left to the next one, which does not wait until what that one claimed runs out. */
class SagasTakenOverTest {
    private static final String PAYMENT = "{\"id\": \"left\", \"ledger\": \"l\", \"payer\": \"customers:1\","
            + " \"amount\": 7, \"asset\": \"EUR/2\", \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"A\","
            + " \"account\": \"1\", \"bank\": \"B\"}}";

    @TempDir
    Path folder;

    @Test
    void goOnAtOnce() {
        assertGoOn(new String[] {"--server.port=0", "--tallystick.data=" + folder});
    }

    @Test
    void goOnAtOnceOnPostgres() throws Exception {
        assertGoOn(Postgres.settings());
    }

    private static void assertGoOn(String[] settings) {
        running(settings, server -> Waiting.until(() -> segments(server), segments -> segments == 20));
        List<String> withoutSagas = new ArrayList<>(List.of(settings));
        withoutSagas.add("--tallystick.sagas=false");
        running(withoutSagas.toArray(String[]::new), server -> {
            pay(new Api(TallystickServer.url(server)));
            claimForEver(server);
        });
        running(settings, server -> Waiting.until(() -> state(server), state -> state.equals("settled")));
    }

    private static void running(String[] settings, Consumer<ConfigurableApplicationContext> work) {
        try (var server = TallystickServer.start(settings)) {
            work.accept(server);
        }
    }

    private static void pay(Api api) {
        api.put("/v1/ledgers/l", "{}");
        ApiTest.account(api, "/v1/ledgers/l", "bank", "debit");
        ApiTest.account(api, "/v1/ledgers/l", "assets:interbank:b", "debit");
        ApiTest.account(api, "/v1/ledgers/l", "customers:1", "credit");
        api.post("/v1/ledgers/l/transactions", ApiTest.posting("in", "bank", "customers:1", "1000", ""));
        assertThat(api.post("/v1/payments", PAYMENT).status()).isEqualTo(202);
    }

    private static JdbcTemplate sagas(ConfigurableApplicationContext server) {
        return new JdbcTemplate(
                server.getBean("sagaDatabase", SideDatabase.class).writing());
    }

    private static int segments(ConfigurableApplicationContext server) {
        return sagas(server).queryForObject("SELECT COUNT(*) FROM TokenEntry WHERE owner IS NOT NULL", Integer.class);
    }

    private static void claimForEver(ConfigurableApplicationContext server) {
        int claimed = sagas(server)
                .update("UPDATE TokenEntry SET owner = 'the killed one', timestamp = '2999-01-01T00:00:00Z'");
        assertThat(claimed).isEqualTo(20);
    }

    private static String state(ConfigurableApplicationContext server) {
        return new Api(TallystickServer.url(server))
                .get("/v1/payments/left")
                .json()
                .path("state")
                .asString();
    }
}
