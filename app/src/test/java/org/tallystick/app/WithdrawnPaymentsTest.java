package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.PaymentId;
import tools.jackson.databind.JsonNode;

/** People withdraw payments whose orders have not left, and cannot withdraw those that are just leaving. */
class WithdrawnPaymentsTest {
    @TempDir
    static Path folder;

    private static final List<String> CALLS = new CopyOnWriteArrayList<>();
    /** By "METHOD message": the provider answers the call once it is opened. */
    private static final Map<String, CountDownLatch> HELD_BACK = new ConcurrentHashMap<>();

    private static HttpServer provider;
    private static ConfigurableApplicationContext server;
    private static Api api;

    @BeforeAll
    static void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(Executors.newCachedThreadPool());
        provider.createContext("/pay", WithdrawnPaymentsTest::answer);
        provider.start();
        server = TallystickServer.start(
                "--server.port=0",
                "--tallystick.data=" + folder.resolve("data"),
                "--tallystick.payments.answer-within.iso20022=PT1S",
                "--tallystick.rails.iso20022.folder=" + folder.resolve("bank"),
                "--tallystick.rails.iso20022.bundle-every=PT15S",
                "--tallystick.rails.iso20022.look-every=PT0.1S",
                "--tallystick.rails.iso20022.debtor-name=Marketplace",
                "--tallystick.rails.iso20022.debtor-account=DE89370400440532013000",
                "--tallystick.rails.iso20022.debtor-bank=COBADEFFXXX",
                "--tallystick.rails.http.url=http://127.0.0.1:"
                        + provider.getAddress().getPort() + "/pay",
                "--tallystick.rails.http.attempts=1",
                "--tallystick.rails.http.secret=a secret of the test");
        api = new Api(TallystickServer.url(server));
        api.put("/v1/ledgers/books", "{}");
        ApiTest.account(api, "/v1/ledgers/books", "bank", "debit");
        ApiTest.account(api, "/v1/ledgers/books", "customers:1", "credit");
        ApiTest.account(api, "/v1/ledgers/books", "assets:interbank:abnanl2a", "debit");
        String funds = ApiTest.posting("funds", "bank", "customers:1", "100000", "");
        assertThat(api.post("/v1/ledgers/books/transactions", funds).status()).isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        HELD_BACK.values().forEach(CountDownLatch::countDown);
        server.close();
        provider.stop(0);
    }

    /** Asked for a payment it knows none; sent one, it takes it, unless its name says otherwise. */
    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean asks = exchange.getRequestMethod().equals("GET");
            String message = asks
                    ? exchange.getRequestURI().getPath().substring("/pay/".length())
                    : exchange.getRequestHeaders().getFirst("Idempotency-Key");
            String call = exchange.getRequestMethod() + " " + message;
            CALLS.add(call);
            HELD_BACK.getOrDefault(call, new CountDownLatch(0)).await();
            exchange.sendResponseHeaders(asks ? 404 : body.contains("\"breaks") ? 500 : 202, -1);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void pay(String id, int amount, String rail) {
        Api.Answer answer = api.post(
                "/v1/payments",
                "{\"id\": \"" + id + "\", \"ledger\": \"books\", \"payer\": \"customers:1\", \"amount\": " + amount
                        + ", \"asset\": \"EUR/2\", \"rail\": \"" + rail + "\", \"beneficiary\": {\"name\":"
                        + " \"Ada\", \"account\": \"NL91ABNA0417164300\", \"bank\": \"ABNANL2A\"}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    private static String message(String id) {
        return DerivedIds.railMessage(new PaymentId(id));
    }

    private static JsonNode awaitState(String id, String state) {
        return Waiting.until(
                () -> api.getAtHead("/v1/payments/" + id).json(),
                payment -> payment.path("state").asString().equals(state));
    }

    private static List<String> awaitEvent(String id, String type) {
        return Waiting.until(() -> events(id), types -> types.contains(type));
    }

    private static List<String> events(String id) {
        List<String> types = new ArrayList<>();
        api.get("/v1/events?stream=payment/" + id)
                .json()
                .get("data")
                .forEach(event -> types.add(event.get("type").asString()));
        return types;
    }

    private static String filesOfTheBank() {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder.resolve("bank/outbox"))) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    @Test
    void whatAPersonWithdrawsFromABundleIsNeverInTheFile() {
        for (String id : List.of("failed", "cancelled", "kept")) {
            pay(id, 111, "iso20022");
        }
        JsonNode waiting = awaitState("failed", "unknown");
        assertThat(waiting.path("code").asString()).isEqualTo("not_sent");
        assertThat(waiting.path("messageId").isNull()).isTrue();
        assertThat(api.post("/v1/payments/failed/resolve", "{\"outcome\": \"failed\"}")
                        .status())
                .isEqualTo(200);
        awaitState("cancelled", "unknown");
        assertThat(api.post("/v1/payments/cancelled/cancel", "{}").status()).isEqualTo(200);
        awaitEvent("failed", "payment-released");
        awaitEvent("cancelled", "payment-released");

        Waiting.until(WithdrawnPaymentsTest::filesOfTheBank, content -> content.contains(message("kept")));
        awaitState("kept", "submitted");
        assertThat(filesOfTheBank()).doesNotContain(message("failed"), message("cancelled"));
        assertThat(folder.resolve("bank/state/waiting")).isEmptyDirectory();
        assertThat(folder.resolve("bank/state/sealing")).isEmptyDirectory();
        assertThat(api.post("/v1/payments/kept/cancel", "{}").code()).isEqualTo("already_submitted");
        for (String id : List.of("failed", "cancelled")) {
            assertThat(events(id)).containsOnlyOnce("payment-released").doesNotContain("payment-claimed");
        }
        assertThat(events("kept")).containsSubsequence("payment-claimed", "payment-submitted", "payment-accepted");
    }

    @Test
    void nobodyWithdrawsWhatIsJustLeaving() {
        CountDownLatch answers = new CountDownLatch(1);
        HELD_BACK.put("POST " + message("slow"), answers);
        pay("slow", 222, "http");
        Waiting.until(() -> CALLS, calls -> calls.contains("POST " + message("slow")));
        awaitState("slow", "submitting");
        for (String what : List.of("cancel", "resolve")) {
            Api.Answer refused =
                    api.post("/v1/payments/slow/" + what, what.equals("cancel") ? "{}" : "{\"outcome\": \"failed\"}");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("submitting");
        }
        answers.countDown();
        awaitState("slow", "submitted");
    }

    @Test
    void whatAPersonCallsFailedDuringASlowInquiryIsNotSentAgain() {
        String id = "breaks-1";
        CountDownLatch answers = new CountDownLatch(1);
        HELD_BACK.put("GET " + message(id), answers);
        pay(id, 333, "http");
        awaitState(id, "unknown");
        Waiting.until(() -> CALLS, calls -> calls.contains("GET " + message(id)));
        assertThat(api.post("/v1/payments/" + id + "/resolve", "{\"outcome\": \"failed\"}")
                        .status())
                .isEqualTo(200);
        awaitEvent(id, "payment-released");
        answers.countDown();

        pay("after-it", 444, "http");
        awaitEvent("after-it", "payment-accepted");
        assertThat(CALLS).containsOnlyOnce("POST " + message(id));
        assertThat(events(id)).containsOnlyOnce("payment-claimed").containsOnlyOnce("payment-released");
    }
}
