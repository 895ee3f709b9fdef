package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Standing orders over HTTP, with restarts of the program. */
class StandingOrdersTest {
    @TempDir
    static Path data;

    private ConfigurableApplicationContext server;
    private Api api;

    private void start() {
        server = TallystickServer.start("--server.port=0", "--tallystick.data=" + data);
        api = new Api(TallystickServer.url(server));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private static String body(int amount, String first, String last) {
        return "{\"ledger\": \"books\", \"payer\": \"customers:1\", \"amount\": " + amount + ", \"asset\": \"EUR/2\","
                + " \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"Ada\", \"account\": \"DE02\", \"bank\":"
                + " \"GENODEF1\"}, \"schedule\": {\"every\": \"day\"}, \"zone\": \"UTC\", \"first\": \"" + first
                + "\", \"last\": \"" + last + "\"}";
    }

    private JsonNode order(String id) {
        return api.getWhenThere("/v1/standing-orders/" + id).json();
    }

    private JsonNode awaitRuns(String id, int count) {
        return Waiting.until(() -> order(id), shown -> shown.path("runs").size() == count);
    }

    private long paymentsInitiated() {
        return api.get("/v1/events?type=payment-initiated&limit=1000")
                .json()
                .get("data")
                .size();
    }

    @Test
    void paysEachDateOnceAlsoOverRestarts() {
        start();
        api.put("/v1/ledgers/books", "{}");
        api.put("/v1/ledgers/standing-order", "{}");
        api.put("/v1/ledgers/standing-order/accounts/a", "{\"asset\": \"EUR/2\", \"normal\": \"credit\"}");
        for (String account : new String[] {"customers:1", "assets:interbank:genodef1"}) {
            api.put(
                    "/v1/ledgers/books/accounts/" + account,
                    "{\"asset\": \"EUR/2\", \"normal\": \"credit\", \"floor\": null}");
        }
        String path = "/v1/standing-orders/rent";
        String body =
                body(100, today().minusDays(3).toString(), today().plusDays(30).toString());
        assertThat(api.put(path, body).status()).isEqualTo(201);
        assertThat(api.put(path, body).status()).isEqualTo(200);
        assertThat(api.put(path, body.replace("100", "101")).code()).isEqualTo("id_reused");

        JsonNode shown = awaitRuns("rent", 4);
        assertThat(shown.get("runs").get(0).get("date").asString()).isEqualTo(today().toString());
        assertThat(shown.get("next").get(0).asString())
                .isEqualTo(today().plusDays(1).toString());
        assertThat(shown.get("next")).hasSize(5);
        assertThat(shown.get("beneficiary").get("name").asString()).isEqualTo("Ada");
        assertThat(paymentsInitiated()).isEqualTo(4);

        assertThat(api.post(path + "/pause", "{}").json().get("state").asString())
                .isEqualTo("paused");
        assertThat(api.post(path + "/pause", "{}").status()).isEqualTo(200);
        String later = "/v1/standing-orders/later";
        api.put(
                later,
                body(5, today().plusDays(1).toString(), today().plusDays(2).toString()));
        server.close();

        start();
        assertThat(api.post(path + "/resume", "{}").json().get("state").asString())
                .isEqualTo("active");
        api.put("/v1/standing-orders/once", body(7, today().toString(), today().toString()));
        assertThat(awaitRuns("once", 1).get("state").asString()).isEqualTo("ended");
        assertThat(order("rent").get("runs")).hasSize(4);
        assertThat(order("later").get("runs")).isEmpty();
        assertThat(paymentsInitiated()).isEqualTo(5);
        namesWhatIsWrong(path, body);
        server.close();
    }

    private void namesWhatIsWrong(String path, String body) {
        assertThat(api.put(path + "2", body.replace("\"day\"}", "\"year\"}")).text())
                .contains("schedule.every");
        assertThat(api.put(path + "2", body.replace("\"day\"}", "\"month\"}")).text())
                .contains("from 1 to 31");
        assertThat(api.put(path + "2", body.replace("\"UTC\"", "\"Nowhere\"")).text())
                .contains("zone");
        assertThat(api.put(path + "2", body.replace("books", "none")).code()).isEqualTo("ledger_not_found");
        assertThat(api.put(path + "2", body.replace("customers:1", "x")).code()).isEqualTo("account_not_found");
        assertThat(api.put(path + "2", "{}").status()).isEqualTo(400);
        assertThat(api.post("/v1/standing-orders/none/pause", "{}").status()).isEqualTo(404);
        assertThat(api.get("/v1/standing-orders/none").status()).isEqualTo(404);
    }
}
