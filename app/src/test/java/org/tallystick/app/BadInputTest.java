package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client can send wrongly: each is answered by a problem with its code and changes nothing. */
@Timeout(60)
class BadInputTest extends ApiTest {
    private static final String POSTINGS =
            "[{\"debit\": \"bank\", \"credit\": \"customers:1\", \"amount\": 5, \"asset\": \"EUR/2\"}]";
    private static String ledger;

    @BeforeAll
    static void books() {
        ledger = ledger("bad-input");
        transfer(ledger, "funding", "bank", "customers:1", "1000");
        transfer(ledger, "reversed", "bank", "customers:1", "1");
        api.post(ledger + "/transactions/reversed/reverse", "{\"id\": \"reversal\"}");
        hold("pending", "");
        hold("voided", "");
        api.post(ledger + "/transactions/voided/void", "");
        hold("partly", "");
        api.post(ledger + "/transactions/partly/post", "{\"postings\": [{\"amount\": 4}]}");
        String expiresAt =
                Instant.now().plusMillis(300).truncatedTo(ChronoUnit.MILLIS).toString();
        hold("expired", ", \"expiresAt\": \"" + expiresAt + "\"");
        open("frozen", "EUR/2");
        api.post(ledger + "/accounts/frozen/freeze", "");
        open("closed", "EUR/2");
        api.post(ledger + "/accounts/closed/close", "");
        open("dollars", "USD/2");
        open("tenths", "EUR/3");
        while (!api.get(ledger + "/transactions/expired")
                .json()
                .path("state")
                .asString()
                .equals("expired")) {
            Thread.onSpinWait();
        }
    }

    private static void hold(String id, String more) {
        String body = posting(id, "bank", "customers:1", "10", ", \"pending\": true" + more);
        assertThat(api.post(ledger + "/transactions", body).status()).isEqualTo(201);
    }

    private static void open(String address, String asset) {
        api.put(ledger + "/accounts/" + address, "{\"asset\": \"" + asset + "\", \"normal\": \"credit\"}");
    }

    private static void refused(Api.Answer answer, long headBefore, String code) {
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.code()).as(answer.text()).isEqualTo(code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
        assertThat(api.head()).isEqualTo(headBefore);
    }

    static Stream<Arguments> transactions() {
        String digits39 = "1" + "0".repeat(38);
        return Stream.of(
                one("invalid", amount("0")),
                one("invalid", amount("-1")),
                one("invalid", amount("1.5")),
                one("invalid", amount("1.0")),
                one("invalid", amount("1e3")),
                one("invalid", amount(digits39)),
                one("invalid", amount("\"5.0\"")),
                one("invalid", amount("null")),
                one("invalid", amount("true")),
                one("malformed", amount("NaN")),
                one("malformed", amount("05")),
                one("invalid", asset("")),
                one("invalid", asset(" ")),
                one("invalid", asset("eur/2")),
                one("invalid", asset("EUR")),
                one("invalid", asset("EUR/19")),
                one("invalid", asset("EUR/-1")),
                one("invalid", asset("EUR/02")),
                one("invalid", asset("E/2")),
                one("asset_mismatch", asset("EUR/3")),
                one("asset_mismatch", between("bank", "dollars")),
                one("asset_mismatch", between("bank", "tenths")),
                one("invalid", between("bank", "bank")),
                one("invalid", between("bank", "a b")),
                one("invalid", between("bank", "")),
                one("invalid", between("bank", ":a")),
                one("invalid", between("bank", "a::b")),
                one("invalid", between("bank", "x".repeat(201))),
                one("invalid", between("bank", "'; DROP TABLE journal; --")),
                one("invalid", between("bank", "<b>x</b>")),
                one("account_not_found", between("bank", "nobody")),
                one("account_frozen", between("bank", "frozen")),
                one("account_closed", between("bank", "closed")),
                one("account_closed", between("frozen", "closed")),
                one("insufficient_funds", between("customers:2", "bank")),
                one("invalid", "{\"postings\": []}"),
                one("invalid", "{}"),
                one("invalid", "{\"postings\": {}}"),
                one(
                        "invalid",
                        "{\"postings\": [" + (POSTINGS.substring(1, POSTINGS.length() - 1) + ",").repeat(1_000)
                                + POSTINGS.substring(1) + "}"),
                one("invalid", with("\"id\": \"a b\"")),
                one("invalid", with("\"id\": \"\"")),
                one("invalid", with("\"id\": 5")),
                one("invalid", with("\"id\": \"" + "x".repeat(101) + "\"")),
                one("invalid", with("\"id\": \"ts:abc\"")),
                one("invalid", with("\"id\": \".x\"")),
                one("invalid", with("\"id\": \"a\\u0000b\"")),
                one("id_reused", with("\"id\": \"funding\"")),
                one("id_reused", with("\"id\": \"reversal\"")),
                one("invalid", with("\"pending\": \"yes\"")),
                one("invalid", with("\"expiresAt\": \"2030-01-01T00:00:00Z\"")),
                one("invalid", with("\"effectiveAt\": \"2026-01-01\"")),
                one("invalid", with("\"effectiveAt\": \"2026-01-01T00:00:00\"")),
                one("invalid", with("\"effectiveAt\": \"2026-13-01T00:00:00Z\"")),
                one("invalid", with("\"effectiveAt\": \"+99999-01-01T00:00:00Z\"")),
                one("invalid", with("\"effectiveAt\": 5")),
                one("transaction_expired", with("\"pending\": true, \"expiresAt\": \"2020-01-01T00:00:00Z\"")),
                one("invalid", with("\"reference\": \"" + "x".repeat(201) + "\"")),
                one("invalid", with("\"description\": \"a\\u0000b\"")),
                one("invalid", with("\"description\": \"\\ud800\"")),
                one("invalid", with("\"metadata\": []")),
                one("invalid", with("\"metadata\": {\"a\": 1}")),
                one("invalid", with("\"metadata\": {\"a\": null}")),
                one("invalid", with("\"metadata\": {\"a\": {}}")),
                one("invalid", with("\"metadata\": {\"\": \"a\"}")),
                one("invalid", with("\"metadata\": {\"" + "k".repeat(65) + "\": \"a\"}")),
                one("invalid", with("\"metadata\": {\"a\": \"" + "v".repeat(513) + "\"}")),
                one("invalid", with("\"metadata\": {\"a\": \"\\u0000\"}")),
                one("invalid", with("\"metadata\": {" + manyKeys(51) + "}")),
                one("malformed", with("\"id\": \"x\", \"id\": \"y\"")),
                one("malformed", with("\"unknown\": 1")),
                one("malformed", "{\"postings\": " + POSTINGS.replace("}]", ", \"x\": 1}]") + "}"),
                one("malformed", "{\"postings\": " + POSTINGS),
                one("malformed", "{\"postings\": " + POSTINGS + "} {}"),
                one("malformed", "{\"postings\": " + POSTINGS + ",}"),
                one("malformed", "{'postings': 1}"),
                one("malformed", POSTINGS),
                one("malformed", "null"),
                one("malformed", "\"text\""),
                one("malformed", ""),
                one("malformed", "[".repeat(10_000)),
                one("malformed", "{\"a\":".repeat(10_000)),
                one("malformed", with("\"metadata\": " + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000))));
    }

    private static Arguments one(String code, String body) {
        return Arguments.of(code, body);
    }

    private static String amount(String amount) {
        return "{\"postings\": " + POSTINGS.replace("5,", amount + ",") + "}";
    }

    private static String asset(String asset) {
        return "{\"postings\": " + POSTINGS.replace("EUR/2", asset) + "}";
    }

    private static String between(String debit, String credit) {
        return "{\"postings\": " + POSTINGS.replace("bank", debit).replace("customers:1", credit) + "}";
    }

    private static String with(String more) {
        return "{\"postings\": " + POSTINGS + ", " + more + "}";
    }

    private static String manyKeys(int count) {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < count; i++) {
            keys.append(i == 0 ? "" : ", ").append("\"k").append(i).append("\": \"v\"");
        }
        return keys.toString();
    }

    @ParameterizedTest
    @MethodSource("transactions")
    void aTransactionIsRefused(String code, String body) {
        long before = api.head();
        refused(api.post(ledger + "/transactions", body), before, code);
        if (!code.equals("malformed")) {
            refused(api.post(ledger + "/transactions?dryRun=true", body), before, code);
        }
    }

    static Stream<Arguments> posts() {
        String one = "{\"postings\": [{\"amount\": %s}]}";
        return Stream.of(
                Arguments.of("exceeds_held", "/transactions/pending/post", one.formatted("11")),
                Arguments.of("invalid", "/transactions/pending/post", one.formatted("0")),
                Arguments.of("invalid", "/transactions/pending/post", one.formatted("-1")),
                Arguments.of("invalid", "/transactions/pending/post", one.formatted("1.5")),
                Arguments.of("invalid", "/transactions/pending/post", "{\"postings\": []}"),
                Arguments.of(
                        "invalid", "/transactions/pending/post", "{\"postings\": [{\"amount\":1},{\"amount\":1}]}"),
                Arguments.of("malformed", "/transactions/pending/post", "{\"postings\": [{\"sum\": 1}]}"),
                Arguments.of("malformed", "/transactions/pending/post", "{\"amounts\": [1]}"),
                Arguments.of("already_posted", "/transactions/partly/post", one.formatted("5")),
                Arguments.of("already_posted", "/transactions/partly/post", "{}"),
                Arguments.of("already_posted", "/transactions/partly/void", ""),
                Arguments.of("already_voided", "/transactions/voided/post", ""),
                Arguments.of("transaction_expired", "/transactions/expired/post", ""),
                Arguments.of("transaction_expired", "/transactions/expired/void", ""),
                Arguments.of("not_pending", "/transactions/funding/post", ""),
                Arguments.of("not_pending", "/transactions/funding/void", ""),
                Arguments.of("not_found", "/transactions/nothing/post", ""),
                Arguments.of("invalid", "/transactions/a%20b/post", ""),
                Arguments.of("malformed", "/transactions/pending/void", "{\"x\": 1}"),
                Arguments.of("not_posted", "/transactions/pending/reverse", ""),
                Arguments.of("already_reversed", "/transactions/reversed/reverse", "{\"id\": \"again\"}"),
                Arguments.of("already_reversed", "/transactions/reversed/reverse", ""),
                Arguments.of("is_reversal", "/transactions/reversal/reverse", ""),
                Arguments.of("id_reused", "/transactions/funding/reverse", "{\"id\": \"pending\"}"),
                Arguments.of("insufficient_funds", "/transactions/large/reverse", ""),
                Arguments.of("account_not_empty", "/accounts/customers:1/close", ""),
                Arguments.of("account_closed", "/accounts/closed/freeze", ""),
                Arguments.of("not_found", "/accounts/nobody/freeze", ""),
                Arguments.of("malformed", "/accounts/frozen/freeze", "{\"why\": \"x\"}"));
    }

    @ParameterizedTest
    @MethodSource("posts")
    void aVerbIsRefused(String code, String path, String body) {
        if (path.contains("large")) {
            transfer(ledger, "large", "bank", "customers:2", "50");
            transfer(ledger, "spent", "customers:2", "bank", "50");
        }
        refused(api.post(ledger + path, body), api.head(), code);
    }

    static Stream<Arguments> puts() {
        String account = "{\"asset\": \"EUR/2\", \"normal\": \"credit\"%s}";
        return Stream.of(
                Arguments.of("id_reused", "/accounts/bank", account.formatted("")),
                Arguments.of("invalid", "/accounts/new", account.formatted(", \"floor\": 5, \"ceiling\": 4")),
                Arguments.of("limit_violated", "/accounts/new", account.formatted(", \"floor\": 5")),
                Arguments.of("invalid", "/accounts/new", account.formatted(", \"floor\": 1.5")),
                Arguments.of("invalid", "/accounts/new", account.formatted(", \"ceiling\": 1" + "0".repeat(38))),
                Arguments.of("invalid", "/accounts/new", account.formatted(", \"metadata\": {\"a\": 1}")),
                Arguments.of("malformed", "/accounts/new", account.formatted(", \"status\": \"open\"")),
                Arguments.of("invalid", "/accounts/new", "{\"asset\": \"EUR/2\", \"normal\": \"left\"}"),
                Arguments.of("invalid", "/accounts/new", "{\"asset\": \"EUR/2\"}"),
                Arguments.of("invalid", "/accounts/new", "{\"normal\": \"debit\"}"),
                Arguments.of("invalid", "/accounts/a..b", account.formatted("")),
                Arguments.of("invalid", "/accounts/" + "x".repeat(201), account.formatted("")));
    }

    @ParameterizedTest
    @MethodSource("puts")
    void anAccountIsRefused(String code, String path, String body) {
        refused(api.put(ledger + path, body), api.head(), code);
    }

    @Test
    void aLedgerIsRefused() {
        long before = api.head();
        for (String name : new String[] {"Upper", "-x", "a_b", "a".repeat(64), "%20", "a%00b"}) {
            Api.Answer answer = api.put("/v1/ledgers/" + name, "{}");
            assertThat(answer.status()).as(name).isEqualTo(400);
        }
        refused(api.put("/v1/ledgers/new", "{\"name\": \"\"}"), before, "invalid");
        refused(api.put("/v1/ledgers/new", "{\"name\": 5}"), before, "invalid");
        refused(api.put("/v1/ledgers/new", "{\"lockedBefore\": null}"), before, "malformed");
        refused(api.patch("/v1/ledgers/nowhere", "{\"name\": \"x\"}"), before, "not_found");
        refused(api.patch(ledger, "{\"name\": null}"), before, "invalid");
        refused(api.patch(ledger, "{\"lockedBefore\": \"yesterday\"}"), before, "invalid");
        refused(api.patch(ledger + "/accounts/customers:1", "{\"floor\": 999999999}"), before, "limit_violated");
        refused(api.patch(ledger + "/accounts/customers:1", "{\"asset\": \"EUR/2\"}"), before, "malformed");
        refused(api.post("/v1/ledgers/nowhere/transactions", with("\"id\": \"x\"")), before, "not_found");
    }

    static Stream<Arguments> reads() {
        return Stream.of(
                Arguments.of("not_found", "/v1/ledgers/nowhere"),
                Arguments.of("not_found", "/v1/nothing"),
                Arguments.of("not_found", "L/accounts/nobody"),
                Arguments.of("not_found", "L/accounts/nobody/entries"),
                Arguments.of("not_found", "L/transactions/nothing"),
                Arguments.of("not_found", "/v1/projections/nothing"),
                Arguments.of("invalid", "L/accounts/a%20b"),
                Arguments.of("invalid", "L/accounts?limit=0"),
                Arguments.of("invalid", "L/accounts?limit=1001"),
                Arguments.of("invalid", "L/accounts?limit=ten"),
                Arguments.of("invalid", "L/accounts?limit=99999999999999999999"),
                Arguments.of("invalid", "L/accounts?limit="),
                Arguments.of("invalid", "L/accounts?limit=5&limit=5"),
                Arguments.of("invalid", "L/accounts?cursor=zzz"),
                Arguments.of("invalid", "L/accounts?cursor=%00"),
                Arguments.of("invalid", "L/accounts?prefix=a%20b"),
                Arguments.of("invalid", "L/accounts?prefix=%25"),
                Arguments.of("invalid", "L/accounts?asset=eur"),
                Arguments.of("invalid", "L/accounts?status=gone"),
                Arguments.of("invalid", "L/accounts?nope=1"),
                Arguments.of("invalid", "L/accounts?position=-1"),
                Arguments.of("invalid", "L/accounts?position=1.5"),
                Arguments.of("invalid", "L/accounts?position=999999999"),
                Arguments.of("invalid", "L/accounts?position=9223372036854775808"),
                Arguments.of("invalid", "L/accounts/bank?asOf=2026-01-01"),
                Arguments.of("invalid", "L/accounts/bank?asOf=now"),
                Arguments.of("invalid", "L/accounts/bank?asOf=2026-01-01T00:00:00Z&basis=guess"),
                Arguments.of("invalid", "L/accounts/bank/entries?order=up"),
                Arguments.of("invalid", "L/accounts/bank/entries?from=5"),
                Arguments.of("invalid", "L/balances?depth=9"),
                Arguments.of("invalid", "L/balances?depth=0"),
                Arguments.of("invalid", "L/transactions?state=done"),
                Arguments.of("invalid", "L/transactions?account=a%20b"),
                Arguments.of("invalid", "L/transactions?metadata%5Ba%5D=" + "v".repeat(513)),
                Arguments.of("invalid", "/v1/events?after=-1"),
                Arguments.of("invalid", "/v1/events?type=%00"));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aReadIsRefused(String code, String path) {
        refused(api.get(path.startsWith("L") ? ledger + path.substring(1) : path), api.head(), code);
    }

    @Test
    void aCursorOfAnotherCallIsRefused() {
        String cursor =
                api.get(ledger + "/accounts?limit=1").json().path("next").asString();
        assertThat(api.get(ledger + "/accounts?limit=2&cursor=" + cursor).status())
                .isEqualTo(200);
        refused(api.get(ledger + "/accounts?status=open&cursor=" + cursor), api.head(), "invalid");
        refused(api.get(ledger + "/transactions?cursor=" + cursor), api.head(), "invalid");
    }

    @Test
    void bodiesOfTheWrongKindAreRefused() {
        long before = api.head();
        String body = with("\"id\": \"x\"");
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "text/html", "nonsense"}) {
            refused(api.post(ledger + "/transactions", type, body), before, "unsupported_media_type");
        }
        refused(api.post(ledger + "/batches", "application/json", body), before, "unsupported_media_type");
        String large = "{\"description\": \"" + "x".repeat(1 << 20) + "\"}";
        refused(api.post(ledger + "/transactions", large), before, "too_large");
        refused(api.put(ledger + "/transactions", body), before, "method_not_allowed");
        refused(api.postKeyed(ledger + "/transactions", "k".repeat(256), body), before, "invalid");
        refused(api.postKeyed(ledger + "/transactions", "a b", body), before, "invalid");
    }

    @Test
    void textIsStoredAndShownAsItCame() {
        String text = "'; DROP TABLE journal; -- <script>alert(1)</script> \u202e \ud83d\ude00 %00 ${x} \\\\";
        String body = posting(
                "text",
                "bank",
                "customers:1",
                "1",
                ", \"description\": \"" + text + "\", \"metadata\": {\"k ' \\\" <\": \"" + text + "\"}");
        Api.Answer stored = api.post(ledger + "/transactions", body);
        assertThat(stored.status()).as(stored.text()).isEqualTo(201);
        Api.Answer read = api.getWhenThere(ledger + "/transactions/text?position=" + stored.position());
        assertThat(read.contentType()).isEqualTo("application/json");
        assertThat(read.json().path("description").asString()).isEqualTo(text.replace("\\\\", "\\"));
        assertThat(read.json().path("metadata").path("k ' \" <").asString()).isEqualTo(text.replace("\\\\", "\\"));
    }

    @Test
    void batchesTellWhatIsWrongWithEachLine() {
        long before = api.head();
        String lines = "{\n\n[]\n" + amount("0") + "\n" + between("bank", "nobody") + "\n";
        Api.Answer answer = api.post(ledger + "/batches", "application/x-ndjson", lines);
        assertThat(answer.text().lines().map(line -> line.replaceAll(".*\"code\":\"([a-z_]+)\".*", "$1")))
                .containsExactly("malformed", "malformed", "invalid", "account_not_found");
        refused(api.post(ledger + "/batches", "application/x-ndjson", "\n\n"), before, "malformed");
        refused(api.post(ledger + "/batches?atomic=maybe", "application/x-ndjson", lines), before, "invalid");
        String tooMany = "[]\n".repeat(10_001);
        refused(api.post(ledger + "/batches?atomic=true", "application/x-ndjson", tooMany), before, "too_large");
        String good = "{\"postings\": " + POSTINGS + "}\n";
        Api.Answer aborted = api.post(ledger + "/batches?atomic=true", "application/x-ndjson", good + amount("0"));
        assertThat(aborted.text()).contains("batch_aborted").contains("invalid");
        assertThat(api.head()).isEqualTo(before);
    }
}
