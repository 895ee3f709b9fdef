package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The forms that a client can ask its answers in: amounts as strings, and no more than needed. */
@Timeout(60)
class AnswerFormTest extends ApiTest {
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";
    private static final String LARGE = "90071992547409931";

    private static JsonNode send(String method, String path, String type, String body, String... headers) {
        List<String> all = new java.util.ArrayList<>(List.of("Content-Type", type));
        all.addAll(List.of(headers));
        HttpResponse<byte[]> answer =
                api.exchange(method, path, body.getBytes(StandardCharsets.UTF_8), all.toArray(String[]::new));
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String posting(String id, String amount) {
        return posting(id, "bank", "customers:1", amount, "");
    }

    @Test
    void amountsAreStringsForWhoeverAsks() {
        String ledger = ledger("strings");
        JsonNode posted =
                send("POST", ledger + "/transactions", JSON, posting("t1", LARGE), "Tallystick-Amounts", "string");
        assertThat(posted.at("/postings/0/amount").stringValue()).isEqualTo(LARGE);
        assertThat(posted.at("/postings/0/posted").stringValue()).isEqualTo(LARGE);
        assertThat(posted.at("/accounts/0/balance").isString()).isTrue();
        long position = api.head();
        JsonNode account = api.getWhenThere(ledger + "/accounts/customers:1?amounts=string&position=" + position)
                .json();
        assertThat(account.at("/balance").stringValue()).isEqualTo(LARGE);
        assertThat(account.at("/debitsPosted").stringValue()).isEqualTo("0");
        assertThat(account.at("/ceiling").isNull()).isTrue();
        JsonNode list = api.getWhenThere(ledger + "/transactions?amounts=string&position=" + position)
                .json();
        assertThat(list.at("/data/0/postings/0/amount").stringValue()).isEqualTo(LARGE);
        JsonNode event = api.get("/v1/events?stream=strings/a/customers:1&amounts=string")
                .json()
                .at("/data/1");
        assertThat(event.at("/payload/amount").isString()
                        || event.at("/payload/counters/creditsPosted").isString())
                .as(event.toString())
                .isTrue();
        assertThat(event.at("/sequence").isIntegralNumber()).isTrue();
    }

    @Test
    void amountsAreIntegersForAllOthers() {
        String ledger = ledger("integers");
        JsonNode posted = send("POST", ledger + "/transactions", JSON, posting("t1", LARGE));
        assertThat(posted.at("/postings/0/amount").isIntegralNumber()).isTrue();
        JsonNode same =
                send("POST", ledger + "/transactions", JSON, posting("t1", LARGE), "Tallystick-Amounts", "integer");
        assertThat(same.at("/postings/0/amount").isIntegralNumber()).isTrue();
    }

    @Test
    void aBatchAndItsProblemsTellAmountsAsStrings() {
        String ledger = ledger("batch-strings");
        String lines = posting("t1", "5") + "\n" + posting("t2", "customers:1", "customers:2", "7", "") + "\n";
        byte[] body = lines.getBytes(StandardCharsets.UTF_8);
        String answer = new String(
                api.exchange("POST", ledger + "/batches?amounts=string", body, "Content-Type", NDJSON)
                        .body(),
                StandardCharsets.UTF_8);
        assertThat(answer.lines().toList().get(0)).contains("\"amount\":\"5\"").contains("\"line\":1,");
        assertThat(answer.lines().toList().get(1))
                .contains("insufficient_funds")
                .contains("\"available\":\"5\"");
        JsonNode refused = send(
                "POST",
                ledger + "/transactions",
                JSON,
                posting("t3", "customers:1", "customers:2", "7", ""),
                "Tallystick-Amounts",
                "string");
        assertThat(refused.at("/available").stringValue()).isEqualTo("5");
    }

    @Test
    void balancesAreFollowedWithAmountsAsStrings() throws Exception {
        String ledger = ledger("stream-strings");
        String path = ledger + "/balances/stream?account=customers:1&amounts=string&position=" + api.head();
        try (EventStream stream = EventStream.open(TallystickServer.url(server) + path, null)) {
            assertThat(stream.next().data().at("/data/0/balance").stringValue()).isEqualTo("0");
            transfer(ledger, "t1", "bank", "customers:1", "9");
            assertThat(stream.next().data().at("/balance").stringValue()).isEqualTo("9");
        }
    }

    @Test
    void stringsOfDigitsAreTakenForAmounts() {
        String ledger = ledger("digits");
        assertThat(api.post(ledger + "/transactions", posting("t1", "\"12\"")).status())
                .isEqualTo(201);
        assertThat(api.patch(ledger + "/accounts/customers:1", "{\"floor\": \"-7\", \"ceiling\": \"100\"}")
                        .json()
                        .path("floor")
                        .asInt())
                .isEqualTo(-7);
        assertThat(api.post(ledger + "/transactions", posting("t1", "12")).replayed())
                .isTrue();
        for (String bad : List.of("\"\"", "\"1.0\"", "\"1e3\"", "\"+1\"", "\"01\"", "\" 1\"", "\"-0\"", "\"x\"")) {
            Api.Answer answer = api.post(ledger + "/transactions", posting("bad", bad));
            assertThat(answer.code()).as(bad).isEqualTo("invalid");
            assertThat(answer.json().path("field").asString()).isEqualTo("postings[0].amount");
        }
        String tooLong = "\"" + "9".repeat(39) + "\"";
        assertThat(api.post(ledger + "/transactions", posting("bad", tooLong)).code())
                .isEqualTo("invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?amounts=text", "?amounts=", "?amounts=STRING", "?amounts=string&amounts=string"})
    void aFormThatIsNotKnownIsRefused(String query) {
        String ledger = "/v1/ledgers/forms-" + Math.abs(query.hashCode());
        assertThat(api.put(ledger + query, "{\"name\": \"x\"}").code()).isEqualTo("invalid");
        assertThat(api.get(ledger).status()).as("nothing is stored").isEqualTo(404);
        assertThat(send("GET", "/v1/ledgers", JSON, "", "Tallystick-Amounts", "text")
                        .path("field")
                        .asString())
                .isEqualTo("Tallystick-Amounts");
    }

    @Test
    void aCursorIsForBothForms() {
        String ledger = ledger("cursor-forms");
        String next = api.getWhenThere(ledger + "/accounts?limit=1&position=" + api.head())
                .json()
                .path("next")
                .asString();
        assertThat(api.get(ledger + "/accounts?limit=1&amounts=string&cursor=" + next)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aCommandIsAnsweredWithItsStateAndPositionAlone() {
        String path = "/v1/ledgers/minimal";
        HttpResponse<byte[]> created = minimal("PUT", path, "{\"name\": \"Minimal\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Preference-Applied")).hasValue("return=minimal");
        assertThat(text(created)).isEqualTo("{\"ledger\":\"minimal\",\"position\":\"" + position(created) + "\"}");
        String opening = "{\"asset\": \"EUR/2\", \"normal\": \"debit\"}";
        HttpResponse<byte[]> opened = minimal("PUT", path + "/accounts/bank", opening);
        assertThat(text(opened))
                .isEqualTo("{\"address\":\"bank\",\"status\":\"open\",\"position\":\"" + position(opened) + "\"}");
        account(path, "customers:1", "credit");
        HttpResponse<byte[]> posted = minimal("POST", path + "/transactions", posting("t1", "5"));
        String told = "{\"id\":\"t1\",\"state\":\"posted\",\"position\":\"" + position(posted) + "\"}";
        assertThat(text(posted)).isEqualTo(told);
        HttpResponse<byte[]> again = minimal("POST", path + "/transactions", posting("t1", "5"));
        assertThat(text(again)).isEqualTo(told);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).isPresent();
    }

    private static HttpResponse<byte[]> minimal(String method, String path, String body) {
        return api.exchange(
                method,
                path,
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                JSON,
                "Prefer",
                "respond-async, Return = \"minimal\"; foo=bar");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String position(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Tallystick-Position").orElseThrow();
    }

    @Test
    void aRejectionAndAReadAreAnsweredAsEver() {
        String ledger = ledger("minimal-others");
        HttpResponse<byte[]> rejected =
                minimal("POST", ledger + "/transactions", posting("t1", "customers:1", "customers:2", "5", ""));
        assertThat(text(rejected)).contains("\"code\":\"insufficient_funds\"");
        assertThat(rejected.headers().firstValue("Preference-Applied")).isEmpty();
        HttpResponse<byte[]> read = api.exchange("GET", ledger, new byte[0], "Prefer", "return=minimal");
        assertThat(text(read)).contains("\"name\"");
        assertThat(read.headers().firstValue("Preference-Applied")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"return=representation", "return=representation, return=minimal", "return=minimals", "wait=5"})
    void otherPreferencesChangeNothing(String preference) {
        HttpResponse<byte[]> created = api.exchange(
                "PUT",
                "/v1/ledgers/preferring",
                "{\"name\": \"x\"}".getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                JSON,
                "Prefer",
                preference);
        assertThat(text(created)).contains("\"name\":\"x\"");
    }

    @Test
    void aLineOfABatchIsAnsweredWithItsPositionAlone() {
        String ledger = ledger("minimal-batch");
        String lines = posting("t1", "5") + "\n" + posting("t2", "customers:1", "customers:2", "7", "") + "\n";
        HttpResponse<byte[]> answer = api.exchange(
                "POST",
                ledger + "/batches",
                lines.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                NDJSON,
                "Prefer",
                "return=minimal");
        assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("return=minimal");
        List<String> told = text(answer).lines().toList();
        assertThat(told.get(0)).matches("\\{\"line\":1,\"status\":201,\"position\":\"[0-9]+\"}");
        assertThat(told.get(1))
                .contains("\"line\":2,\"status\":422,\"problem\":{")
                .contains("insufficient_funds");
    }

    @Test
    void aPlusInAQueryIsExplained() {
        String ledger = ledger("plus");
        Api.Answer answer = api.get(ledger + "/transactions?from=2026-03-31T12:00:00+02:00");
        assertThat(answer.code()).isEqualTo("invalid");
        assertThat(answer.json().path("detail").asString()).contains("write it as %2B");
        assertThat(api.get(ledger + "/transactions?from=2026-03-31T12:00:00%2B02:00")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void limitsOnTextCountCodePoints() {
        String ledger = ledger("code-points");
        String value = "\uD83D\uDCB6".repeat(512);
        String more = ", \"reference\": \"" + "\uD83D\uDCB6".repeat(200) + "\", \"metadata\": {\""
                + "\uD83D\uDCB6".repeat(64) + "\": \"" + value + "\"}";
        Api.Answer posted = api.post(ledger + "/transactions", posting("t1", "bank", "customers:1", "1", more));
        assertThat(posted.status()).as(posted.text()).isEqualTo(201);
        JsonNode found = api.getWhenThere(ledger + "/transactions/t1?position=" + posted.position())
                .json();
        assertThat(found.path("metadata").iterator().next().asString()).isEqualTo(value);
        String longer = ", \"reference\": \"" + "\uD83D\uDCB6".repeat(201) + "\"";
        Api.Answer refused = api.post(ledger + "/transactions", posting("t2", "bank", "customers:1", "1", longer));
        assertThat(refused.code()).isEqualTo("invalid");
        assertThat(refused.json().path("value").asString()).isEqualTo("\uD83D\uDCB6".repeat(100) + "…");
    }
}
