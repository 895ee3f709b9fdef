package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Payments over the rails to banks and providers, on the real wiring. */
class RailsTest {
    private static final String SECRET = "a secret of the test";

    @TempDir
    static Path folder;

    private static HttpServer provider;
    private static ConfigurableApplicationContext server;
    private static Api api;

    @BeforeAll
    static void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/pay", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(202, -1);
            }
        });
        provider.start();
        Path rules = Files.writeString(
                folder.resolve("rules.json"),
                "{\"ceilings\": [{\"asset\": \"EUR/2\", \"amount\": 5000}],"
                        + " \"velocity\": [{\"window\": \"PT1H\", \"payments\": 2}]}");
        server = TallystickServer.start(
                "--server.port=0",
                "--tallystick.data=" + folder.resolve("data"),
                "--tallystick.rails.iso20022.folder=" + folder.resolve("bank"),
                "--tallystick.rails.iso20022.debtor-name=Marketplace",
                "--tallystick.rails.iso20022.debtor-account=DE89370400440532013000",
                "--tallystick.rails.iso20022.debtor-bank=COBADEFFXXX",
                "--tallystick.rails.http.url=http://127.0.0.1:"
                        + provider.getAddress().getPort() + "/pay",
                "--tallystick.rails.http.secret=" + SECRET,
                "--tallystick.screening.rules=" + rules);
        api = new Api(TallystickServer.url(server));
        api.put("/v1/ledgers/books", "{}");
        for (String customer : List.of("1", "2", "3", "4")) {
            account("customers:" + customer, "credit", "\"floor\": null, ");
        }
        account("assets:interbank:abnanl2a", "debit", "");
    }

    private static void account(String address, String normal, String more) {
        Api.Answer answer = api.put(
                "/v1/ledgers/books/accounts/" + address,
                "{" + more + "\"asset\": \"EUR/2\", \"normal\": \"" + normal + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.stop(0);
    }

    private static void pay(String id, String payer, int amount, String rail) {
        Api.Answer answer = api.post(
                "/v1/payments",
                "{\"id\": \"" + id + "\", \"ledger\": \"books\", \"payer\": \"customers:" + payer + "\", \"amount\": "
                        + amount + ", \"asset\": \"EUR/2\", \"rail\": \"" + rail + "\", \"beneficiary\": {\"name\":"
                        + " \"Ada\", \"account\": \"NL91ABNA0417164300\", \"bank\": \"ABNANL2A\"}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    private static List<String> awaitEvent(String id, String type) {
        return Waiting.until(
                () -> {
                    List<String> types = new ArrayList<>();
                    api.get("/v1/events?stream=payment/" + id)
                            .json()
                            .get("data")
                            .forEach(event -> types.add(event.get("type").asString()));
                    return types;
                },
                types -> types.contains(type));
    }

    private static String messageOf(String id) {
        return api.get("/v1/events?type=payment-submitted&stream=payment/" + id)
                .json()
                .get("data")
                .get(0)
                .get("payload")
                .get("messageId")
                .asString();
    }

    @Test
    void paysThroughFilesOfABank() throws IOException {
        pay("file-1", "1", 1234, "iso20022");
        awaitEvent("file-1", "payment-accepted");
        Path outbox = folder.resolve("bank/outbox");
        List<Path> files = Waiting.until(() -> list(outbox), found -> !found.isEmpty());
        assertThat(Files.readString(files.get(0))).contains("<InstdAmt Ccy=\"EUR\">12.34<", messageOf("file-1"));
        Files.writeString(
                folder.resolve("bank/inbox/report.xml"),
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>"
                        + "<OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>" + messageOf("file-1")
                        + "</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>"
                        + "</CstmrPmtStsRpt></Document>");
        awaitEvent("file-1", "payment-settled");
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void screensByTheRules() {
        pay("large-1", "2", 5001, "simulator");
        awaitEvent("large-1", "payment-released");
        for (int i = 1; i <= 2; i++) {
            pay("fast-" + i, "3", 1, "simulator");
        }
        awaitEvent("fast-1", "payment-settled");
        awaitEvent("fast-2", "payment-settled");
        pay("fast-3", "3", 1, "simulator");
        assertThat(awaitEvent("fast-3", "payment-released")).contains("payment-rejected");
    }

    @Test
    void takesSignedNotificationsOnly() throws Exception {
        pay("http-1", "1", 100, "http");
        awaitEvent("http-1", "payment-accepted");
        String message = messageOf("http-1");
        String settled = "{\"payment\": \"http-1\", \"message\": \"" + message + "\", \"status\": \"settled\"}";
        long now = Instant.now().getEpochSecond();

        assertThat(notify(settled, now, "v1=00").statusCode()).isEqualTo(401);
        assertThat(notify(settled, now - 310, sign(settled, now - 310)).body()).contains("signature_invalid");
        assertThat(notify(settled, now + 310, sign(settled, now + 310)).statusCode())
                .isEqualTo(401);
        assertThat(awaitEvent("http-1", "payment-accepted")).doesNotContain("payment-confirmed");
        String bad = "{\"payment\": \"http-1\"}";
        assertThat(notify(bad, now, sign(bad, now)).statusCode()).isEqualTo(400);
        String none = "not json";
        assertThat(notify(none, now, sign(none, now)).body()).contains("malformed");
        String foreign = settled.replace(message, "0".repeat(32));
        assertThat(notify(foreign, now, sign(foreign, now)).statusCode()).isEqualTo(404);
        String large = " ".repeat(70_000);
        assertThat(notify(large, now, sign(large, now)).statusCode()).isEqualTo(413);

        assertThat(notify(settled, now, sign(settled, now)).statusCode()).isEqualTo(200);
        List<String> events = awaitEvent("http-1", "payment-settled");
        assertThat(notify(settled, now, sign(settled, now)).statusCode()).isEqualTo(200);
        assertThat(awaitEvent("http-1", "payment-settled")).isEqualTo(events);
    }

    @Test
    void takesNoNotificationOfAPaymentOverAnotherRail() throws Exception {
        pay("file-2", "4", 4321, "iso20022");
        awaitEvent("file-2", "payment-accepted");
        String refused = "{\"payment\": \"file-2\", \"message\": \"" + messageOf("file-2")
                + "\", \"status\": \"refused\", \"code\": \"AC04\"}";
        long now = Instant.now().getEpochSecond();
        HttpResponse<String> answer = notify(refused, now, sign(refused, now));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("not_found");
        assertThat(awaitEvent("file-2", "payment-accepted")).endsWith("payment-accepted");
    }

    @Test
    void keepsAndShowsASecondBooking() throws Exception {
        pay("http-2", "4", 100, "http");
        awaitEvent("http-2", "payment-accepted");
        for (String booking : List.of("b-1", "b-2", "b-2")) {
            String settled = "{\"payment\": \"http-2\", \"message\": \"" + messageOf("http-2")
                    + "\", \"status\": \"settled\", \"reference\": \"" + booking + "\"}";
            long now = Instant.now().getEpochSecond();
            assertThat(notify(settled, now, sign(settled, now)).statusCode()).isEqualTo(200);
        }
        awaitEvent("http-2", "payment-settled");
        List<String> shown = Waiting.until(() -> noted("http-2"), found -> !found.isEmpty());
        assertThat(shown).containsExactly("settled b-2");
    }

    /** As the timeline shows it. */
    private static List<String> noted(String id) {
        List<String> shown = new ArrayList<>();
        api.get("/v1/payments/" + id).json().get("timeline").forEach(element -> {
            if (element.get("event").asString().equals("payment-news-noted")) {
                shown.add(element.get("outcome").asString() + " "
                        + element.get("railReference").asString());
            }
        });
        return shown;
    }

    private static String sign(String body, long timestamp) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signed = mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
        return "v1=" + HexFormat.of().formatHex(signed);
    }

    private static HttpResponse<String> notify(String body, long timestamp, String signature) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(TallystickServer.url(server) + "/v1/rails/http/notifications"))
                .header("Content-Type", "application/json")
                .header("Tallystick-Timestamp", Long.toString(timestamp))
                .header("Tallystick-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
