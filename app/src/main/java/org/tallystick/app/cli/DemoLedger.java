package org.tallystick.app.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.tallystick.api.ApiJson;
import org.tallystick.app.settings.UsageException;
import tools.jackson.databind.JsonNode;

/**
 * Makes the sample ledger: a year of postings, and of all that may become of a transaction or a payment an example. What is
 * there already stays, so that a start goes on where an earlier one was ended.
 */
final class DemoLedger {
    static final String NAME = "demo";
    private static final String PATH = "/v1/ledgers/" + NAME;
    /** Metadata of the ledger: the day that its year ends on, and whether all of it was made. */
    private static final String SINCE = "since";

    private static final String COMPLETE = "complete";
    private static final int REFUSED = 409;

    private final ApiClient api;
    private final LedgerClient ledger;

    DemoLedger(ApiClient api, LedgerClient ledger) {
        this.api = api;
        this.ledger = ledger;
    }

    void make() throws IOException {
        JsonNode made = ApiJson.read(api.get(PATH).body()).path("metadata");
        if (made.has(COMPLETE)) {
            return;
        }
        LocalDate today = LocalDate.parse(
                made.path(SINCE).asString(LocalDate.now(ZoneOffset.UTC).toString()));
        put(PATH, "{\"name\": \"A small bank\", \"metadata\": {\"" + SINCE + "\": \"" + today + "\"}}");
        for (Map.Entry<String, String> account : DemoYear.accounts().entrySet()) {
            required(ledger.account(account.getKey(), account.getValue()));
        }
        for (String batch : new DemoYear(today).batches()) {
            requiredLines(ledger.batch(batch, null));
        }
        holds();
        reversals(today);
        new DemoPayments(api).make();
        required(api.send("PATCH", PATH, ApiClient.JSON, "{\"metadata\": {\"" + COMPLETE + "\": \"true\"}}", Map.of()));
    }

    /** Some that stand, some posted in part, one voided, and one that expires in a moment. */
    private void holds() throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String later = now.plus(Duration.ofDays(30)).toString();
        for (int i = 1; i <= 5; i++) {
            hold("hotel-" + i, i, 30_000 + 1_000 * i, later);
        }
        for (int i = 6; i <= 8; i++) {
            hold("fuel-" + i, i, 15_000, later);
            post("/transactions/fuel-" + i + "/post", "{\"postings\": [{\"amount\": " + 1_000 * i + "}]}");
        }
        hold("table-9", 9, 5_000, later);
        post("/transactions/table-9/void", "{}");
        hold("seat-10", 10, 2_500, now.plusSeconds(5).toString());
    }

    private void hold(String id, int customer, int amount, String expiresAt) throws IOException {
        required(ledger.transaction("{\"id\": \"" + id + "\", \"pending\": true, \"expiresAt\": \"" + expiresAt
                + "\", \"description\": \"Held until it is used\", \"metadata\": {\"kind\": \"card\"}, \"postings\":"
                + " [{\"debit\": \"" + DemoYear.wallet(customer) + "\", \"credit\": \"" + DemoYear.shop("trains")
                + "\", \"amount\": " + amount + ", \"asset\": \"EUR/2\"}]}"));
    }

    private void reversals(LocalDate today) throws IOException {
        for (int i = 1; i <= 2; i++) {
            required(ledger.transaction(DemoYear.secondSalary(i, today.minusMonths(i))));
            post("/transactions/salary-again-" + i + "/reverse", "{\"description\": \"It was paid twice\"}");
        }
    }

    private void post(String path, String body) throws IOException {
        required(api.send("POST", PATH + path, ApiClient.JSON, body, Map.of()));
    }

    private void put(String path, String body) throws IOException {
        required(api.send("PUT", path, ApiClient.JSON, body, Map.of()));
    }

    private static void requiredLines(ApiClient.Answer answer) {
        required(answer);
        answer.body()
                .lines()
                .map(ApiJson::read)
                .filter(line -> isFailed(line.path("status").asInt()))
                .findFirst()
                .ifPresent(line -> {
                    throw failed(line.toString());
                });
    }

    static ApiClient.Answer required(ApiClient.Answer answer) {
        if (isFailed(answer.status())) {
            throw failed(answer.body());
        }
        return answer;
    }

    /** What an earlier start, or an earlier version, has left is not made again. */
    private static boolean isFailed(int status) {
        return status >= 400 && status != REFUSED;
    }

    private static UsageException failed(String answer) {
        return new UsageException("the sample ledger could not be made: " + answer.strip());
    }
}
