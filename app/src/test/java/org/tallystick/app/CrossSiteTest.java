package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.app.RawHttp.refused;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** What a page of another site makes a browser send to a server on its own machine: it does nothing and tells nothing. */
@Timeout(60)
class CrossSiteTest {
    private static final String L = "/v1/ledgers/pay";
    private static final String EVIL = "Host: evil.example\r\n";
    private static final String OWN = "Host: localhost\r\n";
    private static final Set<String> FOR_ANY_HOST = Set.of("/actuator/health", "/actuator/health/x");

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext server;
    private static Api api;
    private static int port;

    @BeforeAll
    static void start() {
        server = TallystickServer.start(
                "--server.port=0",
                "--tallystick.data=" + data,
                "--tallystick.payments.approval.pay.EUR/2=100000",
                "--tallystick.origins=https://console.example");
        port = URI.create(TallystickServer.url(server)).getPort();
        api = new Api(TallystickServer.url(server));
        assertThat(api.put(L, "{}").status()).isEqualTo(201);
        for (String account : List.of("bank", "assets:interbank:genodef1")) {
            ApiTest.account(api, L, account, "debit");
        }
        ApiTest.account(api, L, "customers:1", "credit");
        assertThat(api.post(L + "/transactions", ApiTest.posting("funds", "bank", "customers:1", "1000000", ""))
                        .status())
                .isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String send(String method, String path, String headers) throws IOException {
        return RawHttp.send(port, method, path, headers, "");
    }

    private static String payment(String id, int amount) {
        return "{\"id\": \"" + id + "\", \"ledger\": \"pay\", \"payer\": \"customers:1\", \"amount\": " + amount
                + ", \"asset\": \"EUR/2\", \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"Ada\","
                + " \"account\": \"DE02100100100006820101\", \"bank\": \"GENODEF1\"},"
                + " \"metadata\": {\"simulator\": \"silent\"}}";
    }

    /** One request a line: method and path of each that the program answers, the static pages and those of actuator too. */
    static Stream<String> everything() {
        Set<String> requests = new TreeSet<>();
        server.getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mappings -> mappings.getHandlerMethods().keySet().forEach(mapping -> add(mapping, requests)));
        server.getBeansOfType(AbstractUrlHandlerMapping.class)
                .values()
                .forEach(mappings ->
                        mappings.getHandlerMap().keySet().forEach(path -> requests.add("GET " + one(path))));
        requests.addAll(List.of(
                "GET /",
                "GET /swagger-ui.html",
                "GET /swagger-ui/index.html",
                "GET /swagger-ui/swagger-ui-bundle.js",
                "GET /nothing",
                "OPTIONS " + L + "/transactions"));
        return requests.stream();
    }

    private static void add(RequestMappingInfo mapping, Set<String> requests) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        for (String pattern : mapping.getPatternValues()) {
            for (RequestMethod method : methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods) {
                requests.add(method + " " + one(pattern));
            }
        }
    }

    /** A path of the pattern. */
    private static String one(String pattern) {
        return pattern.replaceAll("\\{[^}]*}", "x").replace("**", "x").replace("*", "");
    }

    @Test
    void everythingIsThere() {
        assertThat(everything())
                .contains(
                        "POST /v1/ledgers/x/transactions",
                        "GET /v1/ledgers/x/balances/stream",
                        "GET /v1/backup",
                        "GET /v3/api-docs",
                        "GET /actuator/health",
                        "GET /actuator/prometheus")
                .hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @MethodSource("everything")
    void nothingIsDoneOrToldForAnotherSite(String request) throws IOException {
        String method = request.split(" ")[0];
        String path = request.split(" ")[1];
        String answer = send(method, path, EVIL);
        if (method.equals("GET") && FOR_ANY_HOST.contains(path)) {
            assertThat(RawHttp.status(answer)).isIn(200, 404);
        } else {
            refused(answer, 421, "unknown_host");
        }
        for (String foreign : List.of(
                "Origin: https://evil.example",
                "Origin: null",
                "Origin:",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Origin: http://localhost\r\nOrigin: http://evil.example",
                "Sec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-origin, cross-site",
                "Sec-Fetch-Site: same-origin\r\nOrigin: https://evil.example")) {
            refused(send(method, path, OWN + foreign + "\r\n"), 403, "cross_site");
        }
    }

    /** The way in of a name that leads here: each of these was done, and the backup read. */
    @Test
    void aNameThatWasMadeToLeadHereMovesNoMoney() throws IOException {
        String json = EVIL + "X-Forwarded-User: mallory\r\nContent-Type: application/json\r\n";
        long before = api.head();
        refused(RawHttp.send(port, "POST", "/v1/payments", json, payment("rebound", 150_000)), 421, "unknown_host");
        refused(send("GET", "/v1/backup", EVIL), 421, "unknown_host");
        assertThat(api.head()).isEqualTo(before);

        Api.Answer own = api.postAs("/v1/payments", "alice", payment("own", 150_000));
        assertThat(own.status()).as(own.text()).isEqualTo(202);
        Waiting.until(
                () -> api.get("/v1/payments/own").text(), text -> text.contains("\"state\":\"awaiting_approval\""));
        long waiting = api.head();
        refused(RawHttp.send(port, "POST", "/v1/payments/own/approve", json, "{}"), 421, "unknown_host");
        refused(
                RawHttp.send(port, "POST", "/v1/payments/own/resolve", json, "{\"outcome\": \"settled\"}"),
                421,
                "unknown_host");
        assertThat(api.head()).isEqualTo(waiting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                L + "/transactions/funds/reverse",
                L + "/accounts/customers:1/freeze",
                "/v1/payments/any/approve",
                "/v1/projections/accounts/replay",
                "/v1/projections/accounts/dead-letters/retry",
                "/v1/projections/accounts/dead-letters/discard",
                "/v1/rails/http/notifications",
                L + "/batches"
            })
    void aFormDoesNothing(String path) throws IOException {
        long before = api.head();
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            for (String type : List.of(
                    "text/plain",
                    "TEXT/Plain; charset=UTF-8",
                    "text/plain; application/json",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x",
                    "application/json, text/plain",
                    "nonsense",
                    "")) {
                for (String body : List.of("", "{}")) {
                    String answer = RawHttp.send(port, method, path, OWN + "Content-Type: " + type + "\r\n", body);
                    refused(answer, 415, "unsupported_media_type");
                    assertThat(answer).contains("Content-Type must be");
                }
            }
            refused(RawHttp.send(port, method, path, OWN, "{}"), 415, "unsupported_media_type");
        }
        assertThat(api.head()).isEqualTo(before);
    }

    @Test
    void whatNamesNoTypeAndHasNoBodyIsDone() throws IOException {
        ApiTest.account(api, L, "curled", "credit");
        assertThat(RawHttp.status(send("POST", L + "/accounts/curled/freeze", OWN)))
                .isEqualTo(200);
        assertThat(RawHttp.status(send("POST", L + "/accounts/curled/unfreeze", OWN + "Content-Length: 0\r\n")))
                .isEqualTo(200);
    }

    @Test
    void aLinkLeadsToAPageAndToNothingElse() throws IOException {
        String link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
        String frame = link.replace("document", "iframe");
        for (String page : List.of("/", "/swagger-ui.html", "/swagger-ui/index.html")) {
            assertThat(RawHttp.status(send("GET", page, OWN + link))).isIn(200, 302);
            refused(send("GET", page, EVIL + link), 421, "unknown_host");
            refused(send("GET", page, OWN + frame), 403, "cross_site");
            refused(send("POST", page, OWN + link), 403, "cross_site");
        }
        for (String other : List.of(
                "/v1/ledgers",
                "/v1/backup",
                "/v3/api-docs",
                "/actuator/prometheus",
                "/swagger-ui/../v1/ledgers",
                "/swagger-ui/%2e%2e/v1/ledgers",
                "/swagger-ui//v1/ledgers")) {
            refused(send("GET", other, OWN + link), 403, "cross_site");
        }
    }

    @Test
    void healthIsToldToWhoeverAsks() throws IOException {
        for (String path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
            assertThat(send("GET", path, EVIL)).startsWith("HTTP/1.1 200").contains("UP");
            assertThat(RawHttp.status(RawHttp.send(port, "GET " + path + " HTTP/1.0\r\n\r\n")))
                    .isEqualTo(200);
            refused(send("POST", path, EVIL), 421, "unknown_host");
            refused(send("GET", path, EVIL + "Origin: http://other.example\r\n"), 403, "cross_site");
        }
        for (String path : List.of(
                "/actuator/health/../prometheus",
                "/actuator/health/%2e%2e/prometheus",
                "/actuator/health/..",
                "/actuator/health;/x",
                "/actuator/healthy",
                "/ACTUATOR/HEALTH")) {
            refused(send("GET", path, EVIL), 421, "unknown_host");
        }
    }

    /** One of a page that may call is answered as if it had not asked: no origin but that of the server gets an answer. */
    @Test
    void aPreflightIsRefused() throws IOException {
        String asks = "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n";
        refused(
                send("OPTIONS", L + "/transactions", OWN + "Origin: https://evil.example\r\n" + asks),
                403,
                "cross_site");
        assertThat(send("OPTIONS", L + "/transactions", OWN + "Origin: https://console.example\r\n" + asks))
                .startsWith("HTTP/1.1 200")
                .doesNotContainIgnoringCase("access-control-");
    }
}
