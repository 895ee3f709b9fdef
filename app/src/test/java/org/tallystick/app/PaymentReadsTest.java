package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tallystick.readmodels.ProjectionEngine;
import org.tallystick.readmodels.Tables;
import tools.jackson.databind.JsonNode;

/** Payments as they are read: one, lists of them, what is in flight, what caused what, and live. */
@Timeout(120)
class PaymentReadsTest extends ApiTest {
    private static final String LEDGER = "reads";
    private static final String CLEARING = "assets:interbank:genodef1";
    private static String ledger;

    @BeforeAll
    static void open() {
        ledger = ledger(LEDGER);
        account(ledger, CLEARING, "debit");
        assertThat(transfer(ledger, "funds", "bank", "customers:1", "1000000").status())
                .isEqualTo(201);
    }

    private static Api.Answer pay(String ledger, String id, String script, String more) {
        Api.Answer answer = api.post(
                "/v1/payments",
                "{\"id\": \"" + id + "\", \"ledger\": \"" + ledger + "\", \"payer\": \"customers:1\", \"amount\": 100,"
                        + " \"asset\": \"EUR/2\", \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"Ada Lovelace\","
                        + " \"account\": \"DE02100100100006820101\", \"bank\": \"GENODEF1\"}, \"metadata\":"
                        + " {\"simulator\": \"" + script + "\", \"batch\": \"" + id.charAt(0) + "\"}" + more + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer;
    }

    private static JsonNode await(String id, String state) {
        return Waiting.until(
                () -> api.get("/v1/payments/" + id).json(),
                payment -> payment.path("state").asString("").equals(state));
    }

    private static List<String> texts(JsonNode list, String member) {
        List<String> found = new ArrayList<>();
        list.forEach(each -> found.add(each.path(member).asString(null)));
        return found;
    }

    private static JsonNode list(String query) {
        Api.Answer answer = api.get("/v1/payments?ledger=" + LEDGER + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void aPaymentTellsAllThatHappenedToIt() {
        pay(LEDGER, "one", "settle", "");
        JsonNode payment = await("one", "settled");
        assertThat(payment.path("beneficiary").path("name").asString()).isEqualTo("Ada Lovelace");
        JsonNode timeline = payment.path("timeline");
        assertThat(texts(timeline, "event"))
                .containsExactly(
                        "payment-initiated",
                        "payment-held",
                        "payment-screened",
                        "payment-claimed",
                        "payment-submitted",
                        "payment-confirmed",
                        "payment-settled");
        assertThat(texts(timeline, "command"))
                .containsExactly(
                        "InitiatePayment",
                        "RecordPaymentTransaction",
                        "RecordScreening",
                        "ClaimSubmission",
                        "RecordRailOutcome",
                        "RecordRailOutcome",
                        "RecordPaymentTransaction");
        assertThat(timeline.get(6).path("transaction").asString())
                .isEqualTo(payment.path("hold").asString());
        assertThat(timeline.get(3).path("messageId").asString())
                .isEqualTo(payment.path("messageId").asString());
        assertThat(timeline.get(0).path("actor").asString()).isEqualTo("anonymous");
    }

    @Test
    void answersWhatWasJustWritten() {
        long position = pay(LEDGER, "written", "settle", "").position();
        Api.Answer answer = api.get("/v1/payments/written?position=" + position);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.position()).isGreaterThanOrEqualTo(position);
        assertThat(api.get("/v1/payments/written?position=999999999").code()).isEqualTo("invalid");
        assertThat(api.get("/v1/payments/nobody").code()).isEqualTo("not_found");
        assertThat(api.get("/v1/payments/nobody/chain").code()).isEqualTo("not_found");
        assertThat(api.get("/v1/payments/a%20b").code()).isEqualTo("invalid");
        assertThat(api.get("/v1/payments?state=lost").code()).isEqualTo("invalid");
        assertThat(api.get("/v1/payments?messageId=").code()).isEqualTo("invalid");
        assertThat(api.get("/v1/payments?railReference=" + "1".repeat(401)).code())
                .isEqualTo("invalid");
        assertThat(api.get("/v1/payments?colour=red").code()).isEqualTo("invalid");
    }

    @Test
    void aBeneficiaryThatWasErasedIsNull() {
        pay(LEDGER, "erased", "settle", "");
        await("erased", "settled");
        Api.Answer erased = api.delete("/v1/payments/erased/beneficiary");
        assertThat(erased.status()).as(erased.text()).isEqualTo(200);
        JsonNode payment =
                api.get("/v1/payments/erased?position=" + erased.position()).json();
        assertThat(payment.path("beneficiary").path("name").isNull()).isTrue();
        assertThat(payment.path("beneficiary").path("account").isNull()).isTrue();
        assertThat(payment.path("beneficiary").path("bank").asString()).isEqualTo("GENODEF1");
    }

    @Test
    void listsAreFilteredAndPaged() {
        for (int i = 0; i < 5; i++) {
            pay(LEDGER, "x" + i, i % 2 == 0 ? "settle" : "refuse", ", \"reference\": \"r" + i % 2 + "\"");
        }
        await("x3", "failed");
        await("x4", "settled");
        assertThat(texts(list("&metadata%5Bbatch%5D=x").path("data"), "id"))
                .containsExactly("x4", "x3", "x2", "x1", "x0");
        assertThat(texts(list("&metadata%5Bbatch%5D=x&reference=r1").path("data"), "id"))
                .containsExactly("x3", "x1");
        String states = "&metadata%5Bbatch%5D=x&state=settled&payer=customers:1&rail=simulator&asset=EUR/2";
        Waiting.until(() -> texts(list(states).path("data"), "id"), ids -> ids.equals(List.of("x4", "x2", "x0")));
        String since = api.get("/v1/payments/x2").json().path("initiatedAt").asString();
        assertThat(texts(list("&metadata%5Bbatch%5D=x&from=" + since).path("data"), "id"))
                .containsExactly("x4", "x3", "x2");
        assertThat(texts(list("&metadata%5Bbatch%5D=x&to=" + since).path("data"), "id"))
                .containsExactly("x1", "x0");
        assertThat(list("&from=2999-01-01T00:00:00Z").path("data")).isEmpty();
        JsonNode page = list("&metadata%5Bbatch%5D=x&limit=2");
        String next = page.path("next").asString();
        assertThat(texts(list("&metadata%5Bbatch%5D=x&limit=2&cursor=" + next).path("data"), "id"))
                .containsExactly("x2", "x1");
        assertThat(api.get("/v1/payments?limit=2&cursor=" + next).code()).isEqualTo("invalid");
    }

    @Test
    void listsAreFilteredByWhatTheRailSaysAndByTheirEnd() {
        pay(LEDGER, "y1", "settle", "");
        pay(LEDGER, "y2", "refuse", "");
        pay(LEDGER, "y3", "silent", "");
        JsonNode settled = await("y1", "settled");
        Waiting.until(
                () -> api.get("/v1/payments/y2").json(),
                payment -> payment.path("ended").asBoolean());
        await("y3", "unknown");
        String own = "&metadata%5Bbatch%5D=y";
        assertThat(texts(list(own + "&state=settled,unknown").path("data"), "id"))
                .containsExactly("y3", "y1");
        assertThat(texts(list(own + "&state=unknown,settled&limit=1").path("data"), "id"))
                .containsExactly("y3");
        String next = list(own + "&state=unknown,settled&limit=1").path("next").asString();
        assertThat(texts(
                        list(own + "&state=unknown,settled&limit=1&cursor=" + next)
                                .path("data"),
                        "id"))
                .containsExactly("y1");
        assertThat(texts(list(own + "&ended=true").path("data"), "id")).containsExactly("y2", "y1");
        assertThat(texts(list(own + "&ended=false").path("data"), "id")).containsExactly("y3");
        String message = settled.path("messageId").asString();
        assertThat(texts(list("&messageId=" + message).path("data"), "id")).containsExactly("y1");
        String reference = settled.path("railReference").asString();
        assertThat(texts(list("&railReference=" + reference).path("data"), "id"))
                .containsExactly("y1");
        assertThat(list("&messageId=none").path("data")).isEmpty();
        assertThat(list("&standingOrder=none").path("data")).isEmpty();
        assertThat(settled.path("standingOrder").isNull()).isTrue();
        for (String wrong : List.of("state=settled,lost", "state=settled,", "ended=yes", "standingOrder=a%20b")) {
            assertThat(api.get("/v1/payments?" + wrong).code()).as(wrong).isEqualTo("invalid");
        }
    }

    @Test
    void aListSaysWhichPaymentsWaitToBeRepaired() {
        Tables payments = server.getBean(ProjectionEngine.class).serving("payments");
        String table = payments.name("payment");
        payments.jdbc()
                .execute("ALTER TABLE " + table
                        + " ADD CONSTRAINT poison CHECK (id <> 's-poisoned' OR state = 'initiated')");
        pay(LEDGER, "s-poisoned", "settle", "");
        pay(LEDGER, "s-other", "settle", "");
        await("s-other", "settled");
        JsonNode poisoned = Waiting.until(
                () -> api.get("/v1/payments/s-poisoned").json(),
                payment -> payment.path("stale").asBoolean());
        assertThat(poisoned.path("state").asString()).isEqualTo("initiated");
        JsonNode listed = list("&metadata%5Bbatch%5D=s").path("data");
        assertThat(texts(listed, "id")).containsExactly("s-other", "s-poisoned");
        assertThat(listed.get(0).has("stale")).isFalse();
        assertThat(listed.get(1).path("stale").asBoolean()).isTrue();
        assertThat(counts("").path("stale").asBoolean()).isTrue();
        payments.jdbc().execute("ALTER TABLE " + table + " DROP CONSTRAINT poison");
        Waiting.until(
                () -> {
                    api.post("/v1/projections/payments/dead-letters/retry", "");
                    return list("&metadata%5Bbatch%5D=s&state=settled").path("data");
                },
                found -> texts(found, "id").equals(List.of("s-other", "s-poisoned"))
                        && !found.get(1).has("stale"));
        Waiting.until(() -> count(counts("ledger=" + LEDGER), "initiated", "payments"), initiated -> initiated == 0);
    }

    private static JsonNode counts(String query) {
        Api.Answer answer = api.getAtHead("/v1/payments/counts", query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static long count(JsonNode counts, String state, String member) {
        for (JsonNode each : counts.path("states")) {
            if (each.path("state").asString().equals(state)) {
                return each.path(member).asLong();
            }
        }
        throw new AssertionError("no " + state + " in " + counts);
    }

    @Test
    void countsGoWithThePayments() {
        String own = ledger("counted");
        account(own, CLEARING, "debit");
        transfer(own, "funds", "bank", "customers:1", "1000");
        pay("counted", "z1", "silent", "");
        pay("counted", "z2", "settle", "");
        pay("counted", "z3", "settle", "");
        await("z1", "unknown");
        await("z2", "settled");
        await("z3", "settled");
        for (String query : List.of("ledger=counted", "ledger=counted&payer=customers:1&rail=simulator&asset=EUR/2")) {
            JsonNode counts = counts(query);
            assertThat(counts.path("payments").asLong()).as(query).isEqualTo(3);
            assertThat(counts.path("open").asLong()).isEqualTo(1);
            assertThat(counts.path("states")).hasSize(15);
            assertThat(count(counts, "unknown", "open")).isEqualTo(1);
            assertThat(count(counts, "settled", "payments")).isEqualTo(2);
            assertThat(count(counts, "settled", "open")).isZero();
            assertThat(count(counts, "held", "payments")).isZero();
        }
        assertThat(counts("").path("payments").asLong()).isGreaterThanOrEqualTo(3);
        assertThat(counts("ledger=counted&rail=none").path("payments").asLong()).isZero();
        assertThat(api.get("/v1/payments/counts?state=settled").code()).isEqualTo("invalid");
        assertThat(api.post("/v1/payments", "{\"id\": \"counts\", \"ledger\": \"counted\"}")
                        .json()
                        .path("field")
                        .asString())
                .isEqualTo("id");
    }

    private static JsonNode inFlight(String name) {
        Api.Answer answer = api.get("/v1/payments/in-flight?ledger=" + name);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("position").asString()).isEqualTo(Long.toString(answer.position()));
        return answer.json();
    }

    @Test
    void whatIsInFlightEqualsWhatIsPending() {
        String own = ledger("flight");
        account(own, CLEARING, "debit");
        transfer(own, "funds", "bank", "customers:1", "1000");
        pay("flight", "silent-1", "silent", "");
        pay("flight", "silent-2", "silent", "");
        pay("flight", "passing", "settle", "");
        await("silent-1", "unknown");
        await("silent-2", "unknown");
        await("passing", "settled");
        JsonNode row = inFlight("flight").path("data").get(0);
        assertThat(row.path("asset").asString()).isEqualTo("EUR/2");
        assertThat(row.path("payments").asInt()).isEqualTo(2);
        assertThat(row.path("inFlight").asInt()).isEqualTo(200);
        assertThat(row.path("pending").asInt()).isEqualTo(200);
        assertThat(row.path("equal").asBoolean()).isTrue();
        long position = api.post(
                        own + "/transactions", posting("other", "customers:1", CLEARING, "7", ", \"pending\": true"))
                .position();
        Api.Answer answer = api.get("/v1/payments/in-flight?ledger=flight&position=" + position);
        JsonNode differing = answer.json().path("data").get(0);
        assertThat(differing.path("pending").asInt()).isEqualTo(207);
        assertThat(differing.path("otherPending").asInt()).isEqualTo(7);
        assertThat(differing.path("equal").asBoolean()).isFalse();
        assertThat(answer.json().path("equal").asBoolean()).isFalse();
        assertThat(differing.path("differing").get(0).asString()).isEqualTo(CLEARING);
        for (String payment : List.of("silent-1", "silent-2")) {
            Api.Answer resolved = api.post("/v1/payments/" + payment + "/resolve", "{\"outcome\": \"failed\"}");
            assertThat(resolved.status()).as(resolved.text()).isEqualTo(200);
        }
        Waiting.until(
                () -> inFlight("flight").path("data").get(0),
                found -> found.path("pending").asInt() == 7
                        && found.path("inFlight").asInt() == 0
                        && found.path("otherPending").asInt() == 7);
    }

    @Test
    void entriesAndTransactionsLeadBackToTheirPayment() {
        pay(LEDGER, "lead", "return", "");
        JsonNode payment = await("lead", "returned");
        payment = Waiting.until(
                () -> api.get("/v1/payments/lead").json(),
                found -> found.path("ended").asBoolean());
        for (String member : List.of("posted", "reversal")) {
            String transaction = payment.path(member).asString();
            JsonNode found = Waiting.until(
                            () -> api.get(ledger + "/transactions/" + transaction), answer -> answer.status() == 200)
                    .json();
            assertThat(found.path("payment").asString()).isEqualTo("lead");
        }
        String reversal = payment.path("reversal").asString();
        JsonNode entries = Waiting.until(
                () -> api.get(ledger + "/accounts/" + CLEARING + "/entries?order=desc&limit=1000")
                        .json()
                        .path("data"),
                data -> texts(data, "transaction").contains(reversal));
        List<String> payments = new ArrayList<>();
        entries.forEach(entry -> {
            if (entry.path("transaction").asString().equals(reversal)) {
                payments.add(entry.path("payment").asString());
            }
        });
        assertThat(payments).containsExactly("lead");
        assertThat(api.get(ledger + "/transactions/funds").json().has("payment"))
                .isFalse();
    }

    private static void visit(JsonNode nodes, int depth, Consumer<String> line) {
        nodes.forEach(node -> {
            String name = node.path("type").asString(node.path("name").asString(""));
            line.accept("  ".repeat(depth) + node.path("kind").asString() + " " + name);
            visit(node.path("children"), depth + 1, line);
        });
    }

    @Test
    void theChainTellsWhatCausedWhat() {
        pay(LEDGER, "chained", "later", "");
        await("chained", "settled");
        List<String> lines = new ArrayList<>();
        visit(api.get("/v1/payments/chained/chain").json().path("chain"), 0, lines::add);
        assertThat(String.join("\n", lines).lines().map(String::stripTrailing))
                .containsExactly(
                        "request",
                        "  command InitiatePayment",
                        "    event payment-initiated",
                        "      step hold",
                        "        command HoldTransaction",
                        "          event debit-held",
                        "          event credit-held",
                        "          event transaction-held",
                        "        command RecordPaymentTransaction",
                        "          event payment-held",
                        "            step screen",
                        "              command RecordScreening",
                        "                event payment-screened",
                        "                  step submit",
                        "                    message",
                        "                      command ClaimSubmission",
                        "                        event payment-claimed",
                        "                      command RecordRailOutcome",
                        "                        event payment-submitted",
                        "                        event payment-accepted",
                        "                      command RecordRailOutcome",
                        "                        event payment-confirmed",
                        "                          step post",
                        "                            command PostHeldTransaction",
                        "                              event held-debit-posted",
                        "                              event held-credit-posted",
                        "                              event held-transaction-posted",
                        "                            command RecordPaymentTransaction",
                        "                              event payment-settled");
    }

    @Test
    void paymentsAreFollowedWithoutAGap() throws Exception {
        String own = ledger("followed");
        account(own, CLEARING, "debit");
        transfer(own, "funds", "bank", "customers:1", "1000");
        pay("followed", "quiet", "silent", "");
        await("quiet", "unknown");
        String url = TallystickServer.url(server) + "/v1/payments/stream?ledger=followed";
        long seen;
        try (EventStream stream = EventStream.open(url, null)) {
            EventStream.Event first = stream.next();
            assertThat(first.name()).isEqualTo("payments");
            assertThat(texts(first.data().path("data"), "id")).containsExactly("quiet");
            pay(LEDGER, "elsewhere", "settle", "");
            pay("followed", "fast", "settle", "");
            List<EventStream.Event> changes = stream.next(3);
            assertThat(changes.stream()
                            .map(change -> change.data().path("event").asString()))
                    .containsExactly("payment-initiated", "payment-held", "payment-screened");
            seen = changes.get(1).id();
        }
        await("fast", "settled");
        try (EventStream stream = EventStream.open(url, Long.toString(seen))) {
            assertThat(stream.next(5).stream()
                            .map(change -> change.data().path("state").asString()))
                    .containsExactly("screened", "submitting", "submitted", "submitted", "settled");
        }
        assertThat(api.get("/v1/payments/stream?payment=nobody").code()).isEqualTo("not_found");
        assertThat(api.get("/v1/payments/stream?colour=red").code()).isEqualTo("invalid");
    }
}
