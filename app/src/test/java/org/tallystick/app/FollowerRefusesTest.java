package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

/** A process that hands commands to the writer takes what the writer takes and refuses what it refuses, byte by byte. */
@Timeout(120)
class FollowerRefusesTest {
    private static final String L = "/v1/ledgers/shared";
    private static final String JSON = "Content-Type: application/json\r\n";

    private static EmbeddedPostgres postgres;
    private static ConfigurableApplicationContext writer;
    private static ConfigurableApplicationContext follower;
    private static Api api;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        writer = server();
        follower = server();
        api = new Api(TallystickServer.url(writer));
        assertThat(new Api(TallystickServer.url(follower)).put(L, "{}").status())
                .isEqualTo(201);
        ApiTest.account(api, L, "bank", "debit");
        ApiTest.account(api, L, "customers:1", "credit");
        ApiTest.account(api, L, "assets:interbank:genodef1", "debit");
        assertThat(api.post(L + "/transactions", ApiTest.posting("funds", "bank", "customers:1", "1000000", ""))
                        .status())
                .isEqualTo(201);
    }

    private static ConfigurableApplicationContext server() {
        return TallystickServer.start(
                "--server.port=0",
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.username=postgres");
    }

    @AfterAll
    static void stop() throws IOException {
        follower.close();
        writer.close();
        postgres.close();
    }

    static Stream<String> requests() {
        return Stream.of(headers(), targets(), bodies(), others()).flatMap(List::stream);
    }

    private static List<String> headers() {
        return Stream.of(
                        "Idempotency-Key: m\u00fcller-1",
                        "Idempotency-Key: " + utf8("m\u00fcller-1"),
                        "Idempotency-Key: m\u0080ller",
                        "Idempotency-Key: m\u007fller",
                        "Idempotency-Key: m\u0001ller",
                        "Idempotency-Key: a b",
                        "Idempotency-Key: a\tb",
                        "Idempotency-Key:",
                        "Idempotency-Key: " + "k".repeat(256),
                        "Idempotency-Key: " + "k".repeat(17_000),
                        "Idempotency-Key: a\r\nIdempotency-Key: b",
                        "X-Forwarded-User: m\u00fcller",
                        "X-Forwarded-User: a b",
                        "X-Forwarded-User:",
                        "X-Forwarded-User: " + "u".repeat(101),
                        "Content-Encoding: gzip",
                        "Transfer-Encoding: gzip",
                        "Host: second",
                        "Origin: http://evil.example",
                        "Sec-Fetch-Site: cross-site",
                        "Nonsense")
                .map(header -> post("/v1/payments", JSON + header + "\r\n", payment("refused")))
                .toList();
    }

    private static List<String> targets() {
        String many = IntStream.range(0, 2_000).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));
        return Stream.of(
                        "/v1/payments?x=%zz",
                        "/v1/payments?%zz",
                        "/v1/payments?x=%",
                        "/v1/payments?x=%ff",
                        "/v1/payments?x=%00",
                        "/v1/payments?=%zz",
                        "/v1/payments?x=\u00fc",
                        "/v1/payments?x=[1]",
                        "/v1/payments?x={1}",
                        "/v1/payments?x=\"|^`\\",
                        "/v1/payments?x#y",
                        "/v1/payments?" + many,
                        "/v1/payments;x=y",
                        "/v1/payments/",
                        "/v1/payments/%zz/approve",
                        "/v1/payments/%00/approve",
                        "/v1/payments/a%2fb/approve",
                        "/v1/payments/a\u00fcb/approve",
                        "/v1/payments/a%c3%bcb/approve",
                        "/v1/payments/a|b/approve",
                        "/v1//payments",
                        "/v1/./payments",
                        "/v1/x/../payments",
                        "/v1/%2e%2e/payments",
                        "//v1/payments",
                        "/v1/transfers/",
                        "http://evil.example/v1/payments")
                .map(target -> post(target, JSON, "{\"x\": 1}"))
                .toList();
    }

    private static List<String> bodies() {
        String start = "POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        String body = payment("refused");
        String chunked = start + JSON + "Transfer-Encoding: chunked\r\n\r\n";
        return List.of(
                start + JSON + "Content-Length: 5000\r\n\r\n" + body,
                start + JSON + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}}",
                start + JSON + "Content-Length: -1\r\n\r\n{}",
                start + JSON + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                chunked + "zz\r\n{}\r\n0\r\n\r\n",
                chunked + "5\r\n{\"id",
                chunked + "0\r\n\r\n",
                post("/v1/payments", JSON, " ".repeat(2 << 20)),
                post("/v1/payments", JSON, " ".repeat(5 << 20)),
                chunked + "200001\r\n" + " ".repeat(0x200001) + "\r\n0\r\n\r\n",
                post("/v1/payments", "", body),
                post("/v1/payments", "Content-Type: text/plain\r\n", body),
                post("/v1/payments", "Content-Type: application/json; charset=utf-16\r\n", body),
                post("/v1/payments", "Content-Type: application/json; x=\"\u00fc\"\r\n", body),
                post("/v1/payments", "Content-Type: application/xml\r\n", body),
                post("/v1/payments", JSON, ""),
                post("/v1/payments", JSON, body.replace("Ada", "\u00e9")),
                post(L + "/batches", "Content-Type: application/x-ndjson\r\n", " ".repeat(3 << 20)),
                post(L + "/batches", JSON, "{}"));
    }

    private static List<String> others() {
        return Stream.of("TRACE", "PROPFIND", "post", "BREW", "PUT", "PATCH", "DELETE", "OPTIONS")
                .map(method -> post("/v1/payments", JSON, "{}").replaceFirst("POST", method))
                .toList();
    }

    private static String post(String target, String headers, String body) {
        return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                + (headers.contains("Transfer-Encoding") ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n"
                + body;
    }

    private static String payment(String id) {
        return "{" + (id == null ? "" : "\"id\": \"" + id + "\", ") + "\"ledger\": \"shared\","
                + " \"payer\": \"customers:1\", \"amount\": 100, \"asset\": \"EUR/2\", \"rail\": \"simulator\","
                + " \"beneficiary\": {\"name\": \"Ada\", \"account\": \"DE02100100100006820101\","
                + " \"bank\": \"GENODEF1\"}}";
    }

    /** Its bytes, each as a character. */
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void bothRefuseTheSame(String request) throws IOException {
        String byWriter = RawHttp.send(writer, request);
        String byFollower = RawHttp.send(follower, request);
        assertThat(RawHttp.status(byWriter)).as(byWriter).isBetween(200, 499);
        assertThat(RawHttp.status(byFollower) + RawHttp.code(byFollower))
                .as(byFollower)
                .isEqualTo(RawHttp.status(byWriter) + RawHttp.code(byWriter));
        assertThat(api.get("/v1/payments/refused").status()).isEqualTo(404);
    }

    /** The two keys became one, and the second payment was told to be the first. */
    @Test
    void distinctKeysAreNeverOnePayment() throws IOException {
        for (String key : List.of("m\u00fcller-1", "m\u00f6ller-1", utf8("m\u00fcller-1"), utf8("m\u00f6ller-1"))) {
            for (ConfigurableApplicationContext server : List.of(follower, writer)) {
                String answer = RawHttp.send(
                        server, post("/v1/payments", JSON + "Idempotency-Key: " + key + "\r\n", payment(null)));
                assertThat(RawHttp.status(answer)).as(answer).isEqualTo(400);
                assertThat(answer).contains("\"field\":\"Idempotency-Key\"");
            }
        }
        long ids = Stream.of("mueller-1", "moeller-1", "m?ller-1", "m%FCller-1")
                .map(key -> new Api(TallystickServer.url(follower)).postKeyed("/v1/payments", key, payment(null)))
                .map(answer -> answer.json().path("id").asString())
                .distinct()
                .count();
        assertThat(ids).isEqualTo(4);
    }

    @Test
    void whatTheWriterTakesTheFollowerTakes() throws IOException {
        ApiTest.account(api, L, "both", "credit");
        String bare = "POST " + L + "/accounts/both/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        for (ConfigurableApplicationContext server : List.of(writer, follower)) {
            assertThat(RawHttp.send(server, bare.formatted("freeze"))).startsWith("HTTP/1.1 200");
            assertThat(RawHttp.send(server, bare.formatted("un%66reeze").replace("ledgers", "%6cedgers")))
                    .startsWith("HTTP/1.1 200");
            String chunked = "POST " + L + "/transactions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + JSON
                    + "Transfer-Encoding: chunked\r\n\r\n";
            String body = ApiTest.posting("chunked", "bank", "customers:1", "1", "");
            assertThat(RawHttp.send(
                            server,
                            chunked + Integer.toHexString(body.length()) + "\r\n" + body
                                    + "\r\n0\r\nIdempotency-Key: trailing\r\n\r\n"))
                    .startsWith("HTTP/1.1 201");
        }
    }
}
