package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no honest client sends, byte by byte: it is refused with a problem, and nothing is stored or faulty. */
@Timeout(60)
class HostileRequestTest extends ApiTest {
    private static final String L = "/v1/ledgers/hostile";
    private static final String BODY =
            "{\"postings\": [{\"debit\": \"bank\", \"credit\": \"customers:1\", \"amount\": 5, \"asset\": \"EUR/2\"}]%s}";

    @BeforeAll
    static void books() {
        ledger("hostile");
        ledger("hostile-two");
        for (int i = 0; i < 3; i++) {
            transfer(L, "t" + i, "bank", "customers:1", "5");
        }
    }

    static Stream<String> requests() {
        return Stream.of(methods(), paths(), queries(), headers(), passedOver(), encodings(), framing())
                .flatMap(List::stream);
    }

    private static List<String> methods() {
        return Stream.of("TRACE", "CONNECT", "PROPFIND", "get", "PATCH", "DELETE", "PUT", "BREW")
                .map(method -> request(method, L + "/transactions", ""))
                .toList();
    }

    private static List<String> paths() {
        return Stream.of(
                        "/accounts/a%2Fb",
                        "/accounts/a%00b",
                        "/accounts/%",
                        "/accounts/%zz",
                        "/accounts/%ff%fe",
                        "/accounts/%C0%AF",
                        "/accounts/%ed%a0%80",
                        "/accounts/..%2f..",
                        "/accounts/bank%0d%0aX:y",
                        "/accounts/bank;x=y",
                        "/accounts/bank/",
                        "/accounts/{bank}",
                        "/accounts/b\\a",
                        "/accounts/a|b",
                        "/accounts/\u00e9",
                        "/accounts/" + "a".repeat(7_000),
                        "/accounts/" + "a".repeat(20_000),
                        "/ACCOUNTS",
                        "/accounts.json",
                        "/transactions/t0%2Fpost",
                        "/../../../x")
                .flatMap(path -> Stream.of(
                        request("GET", L + path, ""),
                        request("POST", L + path + "/freeze", "Content-Type: application/json\r\nContent-Length: 2\r\n")
                                + "{}"))
                .toList();
    }

    private static List<String> queries() {
        String manyParameters =
                IntStream.range(0, 2_000).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));
        String manyFilters =
                IntStream.range(0, 51).mapToObj(i -> "metadata[k" + i + "]=1").collect(Collectors.joining("&"));
        return Stream.of(
                        "/accounts?" + manyParameters,
                        "/accounts?" + manyFilters,
                        "/accounts?x=%",
                        "/accounts?=x",
                        "/accounts?limit",
                        "/accounts?limit=+5",
                        "/accounts?limit=%D9%A5",
                        "/accounts?prefix=a&prefix=b",
                        "/accounts?prefix=~",
                        "/accounts?prefix=:",
                        "/accounts?metadata[a]=%00",
                        "/accounts?metadata[%00]=a",
                        "/accounts?metadata[]=a",
                        "/accounts?metadata[a]=%ed%a0%80",
                        "/accounts?metadata[a=b",
                        "/accounts/bank?asOf=0000-01-01T00:00:00Z",
                        "/accounts/bank?asOf=10000-01-01T00:00:00Z",
                        "/accounts/bank?asOf=%2B1000000000-12-31T23:59:59Z",
                        "/accounts/bank?asOf=2026-01-01T00:00:00.1234567Z",
                        "/accounts/bank?asOf=2026-01-01T00:00:60Z",
                        "/accounts/bank?asOf=0001-01-01T00:00:00%2B18:00",
                        "/accounts/bank?asOf=9999-12-31T23:59:59-18:00",
                        "/accounts/bank?asOf=2026-01-01T00:00:00Z&basis=EFFECTIVE",
                        "/balances?depth=2147483648",
                        "/balances?depth=-1",
                        "/transactions?reference=%00",
                        "/balances/stream?account=nobody",
                        "/balances/stream?account=bank&prefix=b")
                .map(query -> request("GET", L + query, ""))
                .toList();
    }

    private static List<String> headers() {
        return Stream.of(
                        "Tallystick-Position: -1",
                        "Tallystick-Position: 1e3",
                        "Tallystick-Position: 9223372036854775808",
                        "Tallystick-Position: 0\r\nTallystick-Position: 1",
                        "Last-Event-ID: 9223372036854775807",
                        "Last-Event-ID: x",
                        "Nonsense",
                        "X Y: z",
                        "X: " + "a".repeat(20_000),
                        "Host: second")
                .map(header -> request("GET", L + "/balances/stream?account=bank", header + "\r\n"))
                .toList();
    }

    /** Also where the parameter goes before the header. */
    private static List<String> passedOver() {
        return Stream.of(
                        "position=0|Tallystick-Position: -1",
                        "position=0|Tallystick-Position: 1e3",
                        "position=0|Tallystick-Position:",
                        "position=0|Tallystick-Position: 9223372036854775808",
                        "amounts=string|Tallystick-Amounts: words",
                        "amounts=string|Tallystick-Amounts:")
                .map(both -> both.split("\\|"))
                .map(both -> request("GET", L + "/accounts/bank?" + both[0], both[1] + "\r\n"))
                .toList();
    }

    private static List<String> encodings() {
        String json = "application/json";
        return List.of(
                post(json, "Idempotency-Key: a\r\nIdempotency-Key: b\r\n", body("")),
                post(json, "Idempotency-Key: \u00ff\r\n", body("")),
                post(json, "Idempotency-Key:\r\n", body("")),
                post(json, "Content-Encoding: gzip\r\n", body("")),
                post(json, "Content-Encoding: br\r\n", body("")),
                post(json, "Content-Type: text/plain\r\n", body("")),
                post("application/json; charset=utf-16", "", body("")),
                post("application/json; charset=klingon", "", body("")),
                post("application/json, text/plain", "", body("")),
                post("multipart/form-data; boundary=x", "", "--x\r\n\r\n\r\n--x--\r\n"),
                post("application/x-www-form-urlencoded", "", "dryRun=true"),
                post(json, "", latin1(body("").getBytes(StandardCharsets.UTF_16))),
                post(json, "", latin1(body("").getBytes(StandardCharsets.UTF_16LE))),
                post(json, "", latin1(body("").getBytes(java.nio.charset.Charset.forName("UTF-32")))),
                post(json, "", "\u00ef\u00bb\u00bf" + body("")),
                post(json, "", body(", \"description\": \"\u00c0\u00af\"")),
                post(json, "", body(", \"description\": \"\u00ed\u00a0\u0080\"")),
                post(json, "", body(", \"description\": \"\u00e9\"")),
                post(json, "", body(", \"\\ud800\": 1")),
                post(json, "", body(", \"metadata\": {\"a\": \"1\", \"\\u0061\": \"2\"}")),
                post(json, "", "/**/" + body("")),
                post(json, "", body("") + "\u0000"),
                post(json, "", body("") + body("")),
                post(json, "", body("").replace("5,", "1e2147483648,")),
                post(json, "", body("").replace("5,", "1".repeat(5_000) + ",")),
                post(json, "", body("").replace("5,", "Infinity,")));
    }

    private static List<String> framing() {
        String start = "POST " + L + "/transactions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\n";
        String batch = start.replace("/transactions", "/batches").replace("/json", "/x-ndjson");
        return List.of(
                start + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                start + "Transfer-Encoding: gzip\r\n\r\n{}",
                start + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                start + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}}",
                start + "Content-Length: -1\r\n\r\n{}",
                start + "Content-Length: 99999999999999999999\r\n\r\n{}",
                start + "Content-Length: 500\r\n\r\n" + body(""),
                batch + "Content-Length: 500\r\n\r\n" + body(""),
                batch.replace("/batches", "/batches?atomic=true") + "Content-Length: 500\r\n\r\n" + body("\n"),
                batch + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"pos\r\nzz\r\n",
                start.replace("HTTP/1.1", "HTTP/3.0") + "\r\n",
                start.replace("Host: localhost\r\n", "") + "\r\n",
                start.replace("Host: localhost", "Host: a b<>") + "\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n");
    }

    private static String request(String method, String path, String headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n";
    }

    private static String post(String type, String headers, String body) {
        String length = "Content-Length: " + body.length() + "\r\n";
        return request("POST", L + "/transactions", "Content-Type: " + type + "\r\n" + headers + length) + body;
    }

    private static String body(String more) {
        return BODY.formatted(more);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isRefused(String request) throws IOException {
        long before = api.head();
        String answer = RawHttp.send(server, request);
        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(answer)
                .contains("application/problem+json")
                .contains("\"code\":")
                .contains("X-Request-Id: ")
                .doesNotContain("Exception");
        assertThat(api.head()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"})
    void theFirstAndTheLastInstantAreUsedLikeAnyOther(String instant) {
        String id = "at-" + instant.substring(0, 4);
        Api.Answer posted = api.post(
                L + "/transactions", posting(id, "bank", "customers:1", "5", ", \"effectiveAt\": \"" + instant + "\""));
        assertThat(posted.status()).as(posted.text()).isEqualTo(201);
        for (String path : List.of("/accounts/bank", "/balances", "/trial-balance")) {
            for (String basis : List.of("effective", "recorded")) {
                String query = "?asOf=" + instant + "&basis=" + basis + "&position=" + posted.position();
                assertThat(api.get(L + path + query).status()).as(path + query).isEqualTo(200);
            }
        }
        assertThat(api.get(L + "/accounts/bank/entries?from=" + instant)
                        .json()
                        .path("data")
                        .get(0)
                        .path("effectiveAt")
                        .asString())
                .isGreaterThanOrEqualTo(instant);
        assertThat(api.get(L + "/transactions?to=" + instant).status()).isEqualTo(200);
        assertThat(api.get("/v1/projections/entries/dead-letters").json().path("data"))
                .isEmpty();
    }

    @Test
    void aHoldMayLastUntilTheLastInstant() {
        String last = "9999-12-31T23:59:59.999999Z";
        String more = ", \"pending\": true, \"expiresAt\": \"" + last + "\"";
        Api.Answer held = api.post(L + "/transactions", posting("long", "bank", "customers:1", "5", more));
        assertThat(held.status()).as(held.text()).isEqualTo(201);
        assertThat(api.get(L + "/transactions/long?position=" + held.position())
                        .json()
                        .path("expiresAt")
                        .asString())
                .isEqualTo(last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                L + "/accounts?",
                L + "/transactions?",
                L + "/accounts/bank/entries?",
                L + "/accounts/bank/entries?basis=recorded&",
                L + "/balances?",
                "/v1/ledgers?"
            })
    void aCursorThatWasTamperedWithIsRefused(String path) {
        String cursor = api.get(path + "limit=1").json().path("next").asString();
        List<String> parts =
                List.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\n"));
        assertThat(api.get(path + "limit=1&cursor=" + cursor).status()).isEqualTo(200);
        for (String value : List.of("", "x~", "\u0000", "-1", "9223372036854775808", "a".repeat(3_000))) {
            String forged = parts.get(0) + ("\n" + value).repeat(parts.size() - 1);
            refusedCursor(path, encoded(forged));
        }
        refusedCursor(path, encoded(parts.get(0)));
        refusedCursor(path, encoded(String.join("\n", parts) + "\n1"));
        refusedCursor(path, cursor.substring(0, cursor.length() - 3));
        refusedCursor(path, "AAAA");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void refusedCursor(String path, String cursor) {
        Api.Answer answer = api.get(path + "limit=1&cursor=" + cursor);
        assertThat(answer.status()).as(cursor).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid");
    }

    @Test
    void aPatchCannotRemoveWhatMetadataCannotHave() {
        for (String key : List.of("", "\\u0000", "\\ud800", "k".repeat(65))) {
            Api.Answer answer = api.patch(L + "/accounts/bank", "{\"metadata\": {\"" + key + "\": null}}");
            assertThat(answer.code()).as(key).isEqualTo("invalid");
        }
    }

    @Test
    void headOfAStreamEnds() throws IOException {
        assertThat(RawHttp.send(server, request("HEAD", L + "/balances/stream?account=bank", "")))
                .startsWith("HTTP/1.1 200");
    }
}
