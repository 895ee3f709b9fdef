package org.tallystick.app.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Headers;
import org.tallystick.app.settings.UsageException;

/** Payments of the sample ledger over the simulator: one for each way that they can go, and standing orders. */
final class DemoPayments {
    /** Where the money of all of them goes. */
    static final String CLEARING = "assets:interbank:genodef1";
    /** Above it, in cents, somebody else has to approve. */
    static final int APPROVED_ABOVE = 100_000;

    private static final int LARGE = APPROVED_ABOVE + 20_000;
    private static final String PATH = "/v1/payments";
    private static final Map<String, String> ANN = Map.of(Headers.FORWARDED_USER, "ann");
    private static final Map<String, String> BOB = Map.of(Headers.FORWARDED_USER, "bob");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_NANOS = 20_000_000;

    private final ApiClient api;

    DemoPayments(ApiClient api) {
        this.api = api;
    }

    void make() throws IOException {
        pay("settled", 1, 12_500, "settle", "");
        pay("settled-later", 2, 8_000, "later", "");
        pay("refused", 3, 4_200, "refuse", "");
        pay("returned", 4, 9_900, "return", "");
        pay("silent", 5, 7_700, "silent", "");
        pay("scheduled", 6, 3_300, "settle", executeAt(7));
        pay("cancelled", 7, 3_300, "settle", executeAt(7));
        decide("cancelled", "cancel", "No longer needed", ANN);
        pay("large", 8, LARGE, "settle", "");
        decided("approved", 9, "approve");
        decided("declined", 10, "decline");
        for (int i = 11; i <= 13; i++) {
            order(i);
        }
    }

    private static String executeAt(int days) {
        return ", \"executeAt\": \""
                + Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(days)) + "\"";
    }

    /** Initiated by Ann, decided by Bob. */
    private void decided(String id, int customer, String verb) throws IOException {
        pay(id, customer, LARGE, "settle", "");
        awaitState(id, "awaiting_approval");
        decide(id, verb, "Looked at by two", BOB);
    }

    private void pay(String id, int customer, int amount, String script, String more) throws IOException {
        DemoLedger.required(api.send(
                "POST",
                PATH,
                ApiClient.JSON,
                "{\"id\": \"demo-" + id + "\", " + terms(customer, amount, script) + more + "}",
                ANN));
    }

    private static String terms(int customer, int amount, String script) {
        return "\"ledger\": \"" + DemoLedger.NAME + "\", \"payer\": \"" + DemoYear.wallet(customer)
                + "\", \"amount\": " + amount + ", \"asset\": \"EUR/2\", \"rail\": \"simulator\", \"reference\":"
                + " \"Invoice " + customer + "\", \"beneficiary\": {\"name\": \"Ada Lovelace\", \"account\":"
                + " \"DE89370400440532013000\", \"bank\": \"GENODEF1\"}, \"metadata\": {\"simulator\": \"" + script
                + "\"}";
    }

    private void decide(String id, String verb, String reason, Map<String, String> person) throws IOException {
        String path = PATH + "/demo-" + id + "/" + verb;
        DemoLedger.required(api.send("POST", path, ApiClient.JSON, "{\"reason\": \"" + reason + "\"}", person));
    }

    private void awaitState(String id, String state) throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            String shown = ApiJson.read(api.get(PATH + "/demo-" + id).body())
                    .path("state")
                    .asString("");
            if (List.of(state, "settled", "failed", "cancelled", "declined").contains(shown)) {
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new UsageException("the sample ledger could not be made: payment demo-" + id + " does not go on");
    }

    /** Of which nothing is due yet, in no zone: the first day of the next month may have begun in Berlin. */
    private void order(int customer) throws IOException {
        String first =
                LocalDate.now(ZoneOffset.UTC).plusMonths(2).withDayOfMonth(1).toString();
        DemoLedger.required(api.send(
                "PUT",
                "/v1/standing-orders/demo-rent-" + customer,
                ApiClient.JSON,
                "{" + terms(customer, 65_000, "settle")
                        + ", \"schedule\": {\"every\": \"month\", \"day\": 1}, \"zone\": \"Europe/Berlin\", \"first\": \""
                        + first + "\"}",
                ANN));
    }
}
