package org.tallystick.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.tallystick.api.ApiJson;
import org.tallystick.app.TallystickServer;
import org.tallystick.eventstore.EventLog;
import tools.jackson.databind.JsonNode;

/** The sample ledger has an example of each thing that can be seen, and is made once. */
@Timeout(120)
class DemoLedgerTest {
    private static final String L = "/v1/ledgers/demo";

    /** Where each payment stays, by the end of its identifier. */
    private static final Map<String, String> ENDS = Map.of(
            "settled", "settled",
            "settled-later", "settled",
            "refused", "failed",
            "returned", "returned",
            "silent", "unknown",
            "scheduled", "initiated",
            "cancelled", "cancelled",
            "large", "awaiting_approval",
            "approved", "settled",
            "declined", "declined");

    /** A hold that expires, and attempts of the payment of which the rail says nothing. */
    private static final Set<String> TIME_BRINGS =
            Set.of("payment-attempt-failed", "held-debit-released", "held-credit-released", "transaction-expired");

    @TempDir
    static Path data;

    private static final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private static ConfigurableApplicationContext server;
    private static ApiClient api;
    private static DemoLedger demo;

    @BeforeAll
    static void make() throws IOException {
        server = TallystickServer.start(
                DemoCommand.withDefaults("--server.port=0", "--tallystick.data=" + data.resolve("demo")));
        String url = TallystickServer.url(server);
        logged.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(logged);
        api = new ApiClient(url);
        demo = new DemoLedger(api, new LedgerClient(url, DemoLedger.NAME));
        demo.make();
    }

    @AfterAll
    static void stop() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(logged);
        server.close();
    }

    /** Of all that is stored. */
    private static JsonNode data(String path) throws IOException {
        long head = server.getBean(EventLog.class).head();
        ApiClient.Answer answer = api.get(path + (path.contains("?") ? "&" : "?") + "position=" + head);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return ApiJson.read(answer.body()).path("data");
    }

    private static Set<String> all(JsonNode list, String member) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> each.path(member).asString(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void transactionsOfEachState() throws IOException {
        for (String state : Set.of("pending", "posted", "voided")) {
            assertThat(data(L + "/transactions?state=" + state)).as(state).isNotEmpty();
        }
        assertThat(all(
                        data(L
                                + "/transactions?metadata[kind]=mistake"
                                        .replace("[", "%5B")
                                        .replace("]", "%5D")),
                        "reversedBy"))
                .hasSize(2)
                .doesNotContain("");
    }

    @Test
    void aPostingOfAPartOfAHold() throws IOException {
        JsonNode fuel = ApiJson.read(api.get(L + "/transactions/fuel-6").body());
        assertThat(fuel.path("state").asString()).isEqualTo("posted");
        assertThat(fuel.path("postings").get(0).path("amount").asInt()).isEqualTo(15_000);
        assertThat(fuel.toString()).contains("6000");
    }

    @Test
    void aYearInTwoCurrencies() throws IOException {
        assertThat(all(data(L + "/balances?prefix=customers"), "asset")).containsExactly("EUR/2", "USD/2");
        LocalDate since = LocalDate.parse(
                ApiJson.read(api.get(L).body()).path("metadata").path("since").asString());
        String first = data(L + "/accounts/customers:1:wallet/entries?basis=effective&limit=1")
                .get(0)
                .path("effectiveAt")
                .asString();
        assertThat(first).startsWith(since.minusMonths(12).toString());
    }

    @Test
    void paymentsOfEachEnd() throws IOException {
        assertThat(endedPayments()).isEqualTo(ENDS);
    }

    private static Map<String, String> endedPayments() throws IOException {
        Map<String, String> states = payments();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!states.equals(ENDS) && System.nanoTime() < end) {
            LockSupport.parkNanos(100_000_000);
            states = payments();
        }
        return states;
    }

    private static Map<String, String> payments() throws IOException {
        return StreamSupport.stream(data("/v1/payments?ledger=demo&limit=100").spliterator(), false)
                .collect(Collectors.toMap(
                        each -> each.path("id").asString().substring("demo-".length()),
                        each -> each.path("state").asString()));
    }

    @Test
    void nothingThatANewcomerWouldWonderAt() throws IOException {
        endedPayments();
        assertThat(List.copyOf(logged.list))
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
    }

    /** Also where the end of an earlier start kept it from being complete. */
    @Test
    void madeOnce() throws IOException {
        endedPayments();
        api.send("PATCH", L, ApiClient.JSON, "{\"metadata\": {\"complete\": null}}", Map.of());
        long before = server.getBean(EventLog.class).head();
        assertThat(api.get(L + "?position=" + before).status()).isEqualTo(200);
        demo.make();
        Set<String> stored =
                all(ApiJson.read(api.get("/v1/events?after=" + before).body()).path("data"), "type");
        stored.removeAll(TIME_BRINGS);
        assertThat(stored).containsExactly("ledger-changed");
        assertThat(ApiJson.read(api.get("/v1/standing-orders/demo-rent-11").body())
                        .path("next"))
                .hasSize(5);
    }
}
