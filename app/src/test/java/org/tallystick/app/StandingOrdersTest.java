package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Standing orders over HTTP, with restarts of the program. */
class StandingOrdersTest {
    /** Where it is about midday, so that no day ends within a test. */
    private static final ZoneId ZONE = midday(ZonedDateTime.now(ZoneOffset.UTC).getHour());

    @TempDir
    static Path data;

    private ConfigurableApplicationContext server;
    private Api api;

    private void start() {
        server = TallystickServer.start("--server.port=0", "--tallystick.data=" + data);
        api = new Api(TallystickServer.url(server));
    }

    private static LocalDate today() {
        return LocalDate.now(ZONE);
    }

    /** Signs in the names of these zones are the other way round. */
    private static ZoneId midday(int hourOfUtc) {
        return ZoneId.of(String.format("Etc/GMT%+d", hourOfUtc - 12));
    }

    private static String body(int amount, String first, String last) {
        return "{\"ledger\": \"books\", \"payer\": \"customers:1\", \"amount\": " + amount + ", \"asset\": \"EUR/2\","
                + " \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"Ada\", \"account\": \"DE02\", \"bank\":"
                + " \"GENODEF1\"}, \"schedule\": {\"every\": \"day\"}, \"zone\": \"" + ZONE + "\", \"first\": \""
                + first
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
        asksBeforeItPaysThePast(path, body);
        String catchingUp = body.replace("\"zone\"", "\"catchUp\": true, \"zone\"");
        assertThat(api.put(path, catchingUp).status()).isEqualTo(201);
        assertThat(api.put(path, catchingUp).status()).isEqualTo(200);
        assertThat(api.put(path, body).status()).as("to pay it was said before").isEqualTo(200);
        assertThat(api.put(path, catchingUp.replace("100", "101")).code()).isEqualTo("id_reused");

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
        namesWhatIsWrong(path, catchingUp);
        paymentsNameTheirOrder();
        isListed();
        isChanged(path, catchingUp);
        isEnded(path);
        server.close();
    }

    private List<String> ids(String query) {
        Api.Answer answer = api.getAtHead("/v1/standing-orders", query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        answer.json().get("data").forEach(order -> ids.add(order.get("id").asString()));
        return ids;
    }

    private void paymentsNameTheirOrder() {
        JsonNode payments =
                api.getAtHead("/v1/payments", "standingOrder=rent").json().get("data");
        assertThat(payments).hasSize(4);
        payments.forEach(payment -> {
            assertThat(payment.get("standingOrder").asString()).isEqualTo("rent");
            assertThat(payment.get("initiator").asString()).isEqualTo("anonymous");
        });
        assertThat(api.getAtHead("/v1/payments/counts", "standingOrder=rent")
                        .json()
                        .get("payments")
                        .asInt())
                .isEqualTo(4);
        assertThat(api.get("/v1/payments?standingOrder=none").json().get("data"))
                .isEmpty();
    }

    private void isListed() {
        assertThat(ids("")).containsExactly("once", "later", "rent");
        assertThat(ids("ledger=books&payer=customers:1&rail=simulator&asset=EUR/2"))
                .hasSize(3);
        assertThat(ids("state=active")).containsExactly("later", "rent");
        assertThat(ids("state=ended,paused")).containsExactly("once");
        assertThat(ids("reference=none")).isEmpty();
        JsonNode page = api.get("/v1/standing-orders?limit=2").json();
        assertThat(page.get("data").get(0).has("runs")).isFalse();
        assertThat(page.get("data").get(1).get("next")).hasSize(2);
        String next = page.get("next").asString();
        assertThat(ids("limit=2&cursor=" + next)).containsExactly("rent");
        assertThat(api.get("/v1/standing-orders?state=lost").code()).isEqualTo("invalid");
        assertThat(api.get("/v1/standing-orders?colour=red").code()).isEqualTo("invalid");
    }

    private void isChanged(String path, String placed) {
        String patch = "{\"amount\": 250, \"reference\": \"flat\", \"metadata\": {\"kind\": \"home\"}, \"beneficiary\":"
                + " {\"name\": \"Bob\", \"account\": \"DE03\", \"bank\": \"GENODEF1\"}, \"last\": null}";
        Api.Answer changed = api.patch(path, patch);
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.json().get("amount").asInt()).isEqualTo(250);
        assertThat(changed.json().get("beneficiary").get("name").asString()).isEqualTo("Bob");
        assertThat(changed.json().get("last").isNull()).isTrue();
        assertThat(api.patch(path, patch).replayed()).isTrue();
        assertThat(ids("metadata%5Bkind%5D=home&reference=flat")).containsExactly("rent");
        api.patch(path, "{\"metadata\": {\"kind\": \"work\"}}");
        assertThat(ids("metadata%5Bkind%5D=home")).isEmpty();
        Api.Answer moved = api.patch(
                path,
                "{\"schedule\": {\"every\": \"week\", \"day\": "
                        + today().getDayOfWeek().getValue() + "}}");
        assertThat(moved.json().get("next").get(0).asString())
                .as("today is done")
                .isEqualTo(today().plusWeeks(1).toString());
        assertThat(api.put(path, placed).status())
                .as("compared with what was placed")
                .isEqualTo(200);
        for (String wrong : List.of(
                "{\"amount\": null}",
                "{\"amount\": 0}",
                "{\"rail\": \"none\"}",
                "{\"beneficiary\": {\"name\": \"Bob\"}}",
                "{\"schedule\": {\"day\": 8}}",
                "{\"schedule\": {\"every\": \"day\"}}",
                "{\"schedule\": null}",
                "{\"zone\": null}",
                "{\"first\": \"2020-01-01\"}",
                "{\"last\": \"2020-01-01\"}")) {
            assertThat(api.patch(path, wrong).code()).as(wrong).isEqualTo("invalid");
        }
        for (String wrong : List.of("", "[]", "{\"payer\": \"customers:2\"}", "{\"asset\": \"USD/2\"}")) {
            assertThat(api.patch(path, wrong).code()).as(wrong).isEqualTo("malformed");
        }
        assertThat(api.patch("/v1/standing-orders/none", patch).status()).isEqualTo(404);
    }

    private void isEnded(String path) {
        Api.Answer ended = api.delete(path);
        assertThat(ended.status()).as(ended.text()).isEqualTo(200);
        assertThat(ended.json().get("state").asString()).isEqualTo("ended");
        assertThat(ended.json().get("next")).isEmpty();
        assertThat(api.delete(path).replayed()).isTrue();
        assertThat(api.patch(path, "{\"amount\": 1}").status()).isEqualTo(409);
        assertThat(api.post(path + "/pause", "{}").code()).isEqualTo("standing_order_ended");
        assertThat(ids("state=ended")).containsExactly("once", "rent");
        assertThat(api.getAtHead(path).json().get("runs")).hasSize(4);
        assertThat(api.delete("/v1/standing-orders/none").status()).isEqualTo(404);
    }

    private void asksBeforeItPaysThePast(String path, String body) {
        for (String sent : new String[] {body, body.replace("\"zone\"", "\"catchUp\": false, \"zone\"")}) {
            Api.Answer refused = api.put(path, sent);
            assertThat(refused.status()).as(refused.text()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("invalid");
            assertThat(refused.json().get("field").asString()).isEqualTo("first");
            assertThat(refused.json().get("value").asString())
                    .isEqualTo(today().minusDays(3).toString());
        }
        assertThat(api.put(path, body.replace("\"zone\"", "\"catchUp\": \"yes\", \"zone\""))
                        .text())
                .contains("catchUp must be true or false");
        assertThat(api.get(path).status()).isEqualTo(404);
    }

    private void namesWhatIsWrong(String path, String body) {
        assertThat(api.put(path + "2", body.replace("\"day\"}", "\"year\"}")).text())
                .contains("schedule.every");
        assertThat(api.put(path + "2", body.replace("\"day\"}", "\"month\"}")).text())
                .contains("from 1 to 31");
        assertThat(api.put(path + "2", body.replace(ZONE.getId(), "Nowhere")).text())
                .contains("zone");
        assertThat(api.put(path + "2", body.replace("books", "none")).code()).isEqualTo("ledger_not_found");
        assertThat(api.put(path + "2", body.replace("customers:1", "x")).code()).isEqualTo("account_not_found");
        assertThat(api.put(path + "2", "{}").status()).isEqualTo(400);
        assertThat(api.post("/v1/standing-orders/none/pause", "{}").status()).isEqualTo(404);
        assertThat(api.get("/v1/standing-orders/none").status()).isEqualTo(404);
    }
}
