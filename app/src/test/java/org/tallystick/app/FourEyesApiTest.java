package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** What needs two people, asked for over HTTP by one, by two, and by nobody. */
class FourEyesApiTest {
    private static final String APPROVE = "/approve";

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = TallystickServer.start(
                "--server.port=0",
                "--tallystick.data=" + data,
                "--tallystick.payments.answer-within=PT0.5S",
                "--tallystick.payments.approval.eyes.EUR/2=900");
        api = new Api(TallystickServer.url(server));
        assertThat(api.put("/v1/ledgers/eyes", "{}").status()).isEqualTo(201);
        ApiTest.account(api, "/v1/ledgers/eyes", "assets:interbank:genodef1", "debit");
        ApiTest.account(api, "/v1/ledgers/eyes", "bank", "debit");
        ApiTest.account(api, "/v1/ledgers/eyes", "customers:1", "credit");
        assertThat(api.post("/v1/ledgers/eyes/transactions", ApiTest.posting("in", "bank", "customers:1", "100000", ""))
                        .status())
                .isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String body(int amount, String script, String more) {
        return "{\"ledger\": \"eyes\", \"payer\": \"customers:1\", \"amount\": " + amount + ", \"asset\": \"EUR/2\","
                + " \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"Ada\", \"account\": \"DE02\", \"bank\":"
                + " \"GENODEF1\"}, \"metadata\": {\"simulator\": \"" + script + "\"}" + more + "}";
    }

    /** @return the path of a new payment, as soon as it is in the state */
    private static String payment(String initiator, int amount, String script, String state) {
        Api.Answer answer = initiator == null
                ? api.post("/v1/payments", body(amount, script, ""))
                : api.postAs("/v1/payments", initiator, body(amount, script, ""));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String path = "/v1/payments/" + answer.json().get("id").asString();
        await(path, state);
        return path;
    }

    private static JsonNode await(String path, String state) {
        return Waiting.until(
                () -> api.getWhenThere(path).json(),
                shown -> shown.path("state").asString().equals(state));
    }

    private static void assertRefused(Api.Answer answer, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void twoWhoAreKnownApprove() {
        String path = payment("ann", 1_000, "settle", "awaiting_approval");
        assertRefused(api.post(path + APPROVE, "{}"), "identity_needed");
        assertRefused(api.postAs(path + APPROVE, "anonymous", "{}"), "identity_needed");
        assertRefused(api.postAs(path + APPROVE, "standing-orders", "{}"), "identity_needed");
        assertRefused(api.postAs(path + APPROVE, "rail:simulator", "{}"), "identity_needed");
        assertRefused(api.postAs(path + APPROVE, "ann", "{}"), "approver_is_initiator");
        assertRefused(api.postAs(path + APPROVE, "ANN", "{}"), "approver_is_initiator");
        assertThat(api.postAs(path + APPROVE, "bob", "{}").status()).isEqualTo(200);
        assertThat(api.postAs(path + APPROVE, "Bob", "{}").replayed()).isTrue();
        assertThat(api.postAs(path + APPROVE, "ann", "{}").code()).isEqualTo("already_approved");
        await(path, "settled");
    }

    @Test
    void whatNobodyInitiatedNobodyApproves() {
        for (String initiator : new String[] {null, "anonymous", "Payments"}) {
            String path = payment(initiator, 1_000, "settle", "awaiting_approval");
            assertRefused(api.postAs(path + APPROVE, "bob", "{}"), "identity_needed");
            assertThat(api.post(path + "/decline", "{}").status()).isEqualTo(200);
        }
        payment(null, 900, "settle", "settled");
    }

    @Test
    void aboveTheLimitSomebodyElseResolves() {
        String path = payment("ann", 1_000, "silent", "awaiting_approval");
        assertThat(api.postAs(path + APPROVE, "bob", "{}").status()).isEqualTo(200);
        await(path, "unknown");
        String settled = "{\"outcome\": \"settled\"}";
        assertRefused(api.post(path + "/resolve", settled), "identity_needed");
        assertRefused(api.postAs(path + "/resolve", "Ann", settled), "approver_is_initiator");
        assertRefused(api.postAs(path + "/resolve", "Ann", "{\"outcome\": \"failed\"}"), "approver_is_initiator");
        assertThat(api.postAs(path + "/resolve", "carol", settled).status()).isEqualTo(200);
        await(path, "settled");
        String small = payment("ann", 900, "silent", "unknown");
        assertThat(api.post(small + "/resolve", settled).status()).isEqualTo(200);
    }

    @Test
    void whoPlacesAStandingOrderInitiatesItsPayments() {
        String payment = ofStandingOrder("ann", "anns");
        assertThat(api.getWhenThere(payment).json().get("initiator").asString()).isEqualTo("ann");
        assertRefused(api.postAs(payment + APPROVE, "Ann", "{}"), "approver_is_initiator");
        assertRefused(api.post(payment + APPROVE, "{}"), "identity_needed");
        assertThat(api.postAs(payment + APPROVE, "bob", "{}").status()).isEqualTo(200);
        String nobodys = ofStandingOrder("anonymous", "nobodys");
        assertRefused(api.postAs(nobodys + APPROVE, "bob", "{}"), "identity_needed");
    }

    /** @return the path of the payment of today, as soon as it waits for approval */
    private static String ofStandingOrder(String placedBy, String id) {
        String path = "/v1/standing-orders/" + id;
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String schedule = ", \"schedule\": {\"every\": \"day\"}, \"zone\": \"UTC\", \"first\": \"" + today
                + "\", \"catchUp\": true";
        Api.Answer placed = api.putAs(path, placedBy, body(1_000, "settle", schedule));
        assertThat(placed.status()).as(placed.text()).isEqualTo(201);
        assertThat(placed.json().get("placedBy").asString()).isEqualTo(placedBy);
        assertThat(api.postAs(path + "/pause", "eve", "{}").status()).isEqualTo(200);
        assertThat(api.postAs(path + "/resume", "eve", "{}").status()).isEqualTo(200);
        JsonNode shown = Waiting.until(
                () -> api.getWhenThere(path).json(),
                order -> !order.path("runs").isEmpty());
        assertThat(shown.get("placedBy").asString()).isEqualTo(placedBy);
        String payment =
                "/v1/payments/" + shown.get("runs").get(0).get("payment").asString();
        await(payment, "awaiting_approval");
        return payment;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Forwarded-User: ann\r\nX-Forwarded-User: bob", "X-Forwarded-User: ", "X-Forwarded-User: a b"})
    void whoItIsIsSaidOnceAndInForm(String headers) throws IOException {
        String answer = RawHttp.send(
                server,
                "POST /v1/payments/p/approve HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                        + "\r\nContent-Length: 0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("X-Forwarded-User");
    }
}
