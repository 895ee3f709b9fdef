package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Payments over HTTP, on the real wiring: what clients see of them, and what people may do on the way. */
class PaymentsTest extends ApiTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    @BeforeAll
    static void open() {
        String ledger = ledger("pay");
        account(ledger, "assets:interbank:genodef1", "debit");
        assertThat(transfer(ledger, "funds", "bank", "customers:1", "1000000").status())
                .isEqualTo(201);
    }

    private static String body(String id, String script, String more) {
        return "{\"id\": \"" + id + "\", \"ledger\": \"pay\", \"payer\": \"customers:1\", \"amount\": 100,"
                + " \"asset\": \"EUR/2\", \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"Ada Lovelace\","
                + " \"account\": \"DE02100100100006820101\", \"bank\": \"GENODEF1\"}, \"reference\": \"invoice 7\","
                + " \"metadata\": {\"simulator\": \"" + script + "\"}" + more + "}";
    }

    private static String pay(String script) {
        return pay(script, "");
    }

    private static String pay(String script, String more) {
        String id = "pay-" + COUNT.incrementAndGet();
        Api.Answer answer = api.post("/v1/payments", body(id, script, more));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return id;
    }

    private static List<String> eventsOf(String id) {
        List<String> types = new ArrayList<>();
        api.get("/v1/events?stream=payment/" + id)
                .json()
                .get("data")
                .forEach(event -> types.add(event.get("type").asString()));
        return types;
    }

    private static List<String> awaitEvent(String id, String type) {
        return Waiting.until(() -> eventsOf(id), types -> types.contains(type));
    }

    @Test
    void goesStraightThrough() {
        assertThat(awaitEvent(pay("settle"), "payment-settled"))
                .containsExactly(
                        "payment-initiated",
                        "payment-held",
                        "payment-screened",
                        "payment-claimed",
                        "payment-submitted",
                        "payment-confirmed",
                        "payment-settled");
    }

    @Test
    void givesTheMoneyBackWhenTheRailRefuses() {
        assertThat(awaitEvent(pay("refuse"), "payment-released"))
                .endsWith("payment-submitted", "payment-failed", "payment-released");
        assertThat(awaitEvent(pay("refuse-later"), "payment-released"))
                .endsWith("payment-accepted", "payment-failed", "payment-released");
    }

    @Test
    void anEntryLeadsBackToItsPayment() {
        String id = pay("settle");
        awaitEvent(id, "payment-settled");
        JsonNode found = api.get("/v1/ledgers/pay/transactions?metadata[payment]=" + id + "&position="
                        + api.get("/v1/events?stream=payment/" + id)
                                .json()
                                .get("data")
                                .get(6)
                                .get("position")
                                .asString())
                .json();
        assertThat(found.get("data")).hasSize(1);
        assertThat(found.get("data").get(0).get("state").asString()).isEqualTo("posted");
    }

    @Test
    void isAnsweredWithThePaymentAndAgainTheSame() {
        String id = pay("settle");
        Api.Answer again = api.post("/v1/payments", body(id, "settle", ""));
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.replayed()).isTrue();
        assertThat(again.json().get("state").asString()).isEqualTo("initiated");
        assertThat(again.json().get("beneficiary").get("name").asString()).isEqualTo("Ada Lovelace");
        assertThat(api.post("/v1/payments", body(id, "refuse", "")).code()).isEqualTo("id_reused");
        assertThat(api.get("/v1/events?stream=payment/" + id).text()).doesNotContain("Lovelace");
    }

    @Test
    void aKeyStandsForAnId() {
        String body = body("x", "settle", "").replace("\"id\": \"x\", ", "");
        Api.Answer first = api.postKeyed("/v1/payments", "k1", body);
        Api.Answer again = api.postKeyed("/v1/payments", "k1", body);
        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(again.replayed()).isTrue();
        assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(api.postKeyed("/v1/payments", "k1", body.replace("100", "101"))
                        .code())
                .isEqualTo("id_reused");
    }

    @Test
    void whatIsWrongWithARequestIsNamed() {
        String right = body("wrong", "settle", "");
        assertInvalid(right.replace("\"pay\"", "\"No\""), "ledger");
        assertInvalid(right.replace("\"ledger\": \"pay\", ", ""), "ledger");
        assertInvalid(right.replace("\"simulator\", \"beneficiary\"", "\"none\", \"beneficiary\""), "rail");
        assertInvalid(right.replace("GENODEF1", "a b"), "beneficiary.bank");
        assertInvalid(right.replace("Ada Lovelace", " "), "beneficiary.name");
        assertInvalid(right.replace("\"amount\": 100", "\"amount\": 0"), "amount");
        assertInvalid(right.replace("customers:1", "assets:interbank:genodef1"), "payer");
        assertThat(api.post("/v1/payments", right.replace("customers:1", "nobody"))
                        .code())
                .isEqualTo("account_not_found");
        assertThat(api.post("/v1/payments", right.replace("\"pay\"", "\"nowhere\""))
                        .code())
                .isEqualTo("ledger_not_found");
        assertThat(api.post("/v1/payments", "[]").code()).isEqualTo("malformed");
        assertThat(api.post("/v1/payments/nobody/cancel", "{}").status()).isEqualTo(404);
        assertThat(api.post("/v1/payments/%20/cancel", "{}").code()).isEqualTo("invalid");
    }

    private static void assertInvalid(String body, String field) {
        Api.Answer answer = api.post("/v1/payments", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("field").asString()).isEqualTo(field);
    }

    @Test
    void aLaterPaymentWaitsAndCanBeCancelled() {
        String id = pay("settle", ", \"executeAt\": \"2999-01-01T00:00:00Z\"");
        Api.Answer cancelled = api.post("/v1/payments/" + id + "/cancel", "{\"reason\": \"by mistake\"}");
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.json().get("state").asString()).isEqualTo("cancelled");
        assertThat(cancelled.json().get("ended").asBoolean()).isTrue();
        assertThat(eventsOf(id)).containsExactly("payment-initiated", "payment-cancelled");
    }

    @Test
    void aPaymentStartsWhenItsTimeHasCome() {
        String soon =
                Instant.now().plusMillis(1_500).truncatedTo(ChronoUnit.MILLIS).toString();
        assertThat(awaitEvent(pay("settle", ", \"executeAt\": \"" + soon + "\""), "payment-settled"))
                .startsWith("payment-initiated", "payment-started", "payment-held");
    }

    @Test
    void anUnknownOutcomeIsResolved() {
        String id = pay("silent");
        awaitEvent(id, "payment-unknown");
        assertThat(api.post("/v1/payments/" + id + "/cancel", "{}").code()).isEqualTo("already_submitted");
        assertThat(api.post("/v1/payments/" + id + "/resolve", "{\"outcome\": \"perhaps\"}")
                        .code())
                .isEqualTo("invalid");
        String resolution = "{\"outcome\": \"settled\", \"railReference\": \"X1\", \"reason\": \"by phone\"}";
        assertThat(api.post("/v1/payments/" + id + "/resolve", resolution).status())
                .isEqualTo(200);
        assertThat(awaitEvent(id, "payment-settled")).endsWith("payment-confirmed", "payment-settled");
        assertThat(api.post("/v1/payments/" + id + "/resolve", resolution).replayed())
                .isTrue();
    }

    /** As after a crash between the ledger and the record of what it did, or when somebody does it by hand. */
    @Test
    void aHoldThatEndedUnknownToThePaymentDoesNotKeepItFromItsEnd() {
        String voided = silentWithHold("void");
        resolve(voided, "settled");
        assertThat(awaitEvent(voided, "payment-released")).endsWith("payment-unknown", "payment-released");
        resolve(voided, "settled");
        assertThat(awaitEvent(voided, "payment-settled")).endsWith("payment-confirmed", "payment-settled");

        String posted = silentWithHold("post");
        resolve(posted, "failed");
        assertThat(awaitEvent(posted, "payment-settled")).endsWith("payment-unknown", "payment-settled");
        resolve(posted, "failed");
        assertThat(awaitEvent(posted, "payment-reversed")).endsWith("payment-returned", "payment-reversed");
    }

    private static String silentWithHold(String verb) {
        String id = pay("silent");
        awaitEvent(id, "payment-unknown");
        String hold = api.getAtHead("/v1/payments/" + id).json().get("hold").asString();
        assertThat(api.post("/v1/ledgers/pay/transactions/" + hold + "/" + verb, "{}")
                        .status())
                .isEqualTo(200);
        return id;
    }

    private static void resolve(String id, String outcome) {
        assertThat(api.post("/v1/payments/" + id + "/resolve", "{\"outcome\": \"" + outcome + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aBeneficiaryIsErased() {
        String id = pay("settle");
        awaitEvent(id, "payment-settled");
        Api.Answer erased = api.delete("/v1/payments/" + id + "/beneficiary");
        assertThat(erased.status()).as(erased.text()).isEqualTo(200);
        assertThat(erased.json().get("beneficiary").get("name").isNull()).isTrue();
        assertThat(api.post("/v1/payments", body(id, "settle", "")).text()).doesNotContain("Lovelace");
        assertThat(api.delete("/v1/payments/" + id + "/beneficiary").replayed()).isTrue();
    }
}
