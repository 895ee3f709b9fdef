package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Payments over HTTP, on the real wiring: every script of the simulator, and what people may do on the way. */
class PaymentsTest extends ApiTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static String ledger;
    private static String name;

    @BeforeAll
    static void open() {
        name = "pay";
        ledger = ledger(name);
        account(ledger, "assets:interbank:genodef1", "debit");
        assertThat(transfer(ledger, "funds", "bank", "customers:1", "1000000").status())
                .isEqualTo(201);
    }

    private static String body(String id, String script, String more) {
        return "{\"id\": \"" + id + "\", \"ledger\": \"" + name + "\", \"payer\": \"customers:1\", \"amount\": 100,"
                + " \"asset\": \"EUR/2\", \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"Ada Lovelace\","
                + " \"account\": \"DE02100100100006820101\", \"bank\": \"GENODEF1\"}, \"reference\": \"invoice 7\","
                + " \"metadata\": {\"simulator\": \"" + script + "\"}" + more + "}";
    }

    private static String pay(String script) {
        String id = "pay-" + COUNT.incrementAndGet();
        Api.Answer answer = api.post("/v1/payments", body(id, script, ""));
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
        String id = pay("settle");
        assertThat(awaitEvent(id, "payment-settled"))
                .containsExactly(
                        "payment-initiated",
                        "payment-held",
                        "payment-screened",
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
}
