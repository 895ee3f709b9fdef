package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tallystick.readmodels.ProjectionEngine;
import tools.jackson.databind.JsonNode;

/** The API of the whole program on an H2 file, each test in a ledger of its own. */
class LedgerApiTest extends ApiTest {
    @Test
    void readsWaitForWhatWasWritten() {
        String ledger = ledger("waits");
        for (int i = 1; i <= 50; i++) {
            Api.Answer posted = transfer(ledger, "t" + i, "bank", "customers:1", "7");
            assertThat(posted.status()).isEqualTo(201);
            assertThat(account(ledger, "customers:1", posted.position())
                            .path("balance")
                            .asInt())
                    .isEqualTo(7 * i);
        }
    }

    @Test
    void aPositionAboveTheHeadIsRefused() {
        String ledger = ledger("ahead");
        Api.Answer answer = api.get(ledger + "?position=999999999");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid");
    }

    @Test
    void sumsAsRecordedThenAreThoseThatWereAnsweredThen() {
        String ledger = ledger("sums-then");
        for (String address : new String[] {"shops", "shops:1", "shops:1:till", "shops:2:till", "shops-3"}) {
            account(ledger, address, "credit");
            transfer(ledger, "to-" + address.replace(':', '.'), "bank", address, "10");
        }
        String hold = posting("hold", "bank", "shops:1:till", "3", ", \"pending\": true");
        Api.Answer held = api.post(ledger + "/transactions", hold);
        String then = held.json().path("recordedAt").asString();
        String[] queries = {
            "?depth=1", "?depth=2", "?depth=3", "?prefix=shops:&depth=3", "?prefix=shops:1", "?prefix=sh"
        };
        List<JsonNode> answered = new ArrayList<>();
        for (String query : queries) {
            answered.add(sums(ledger + "/balances" + query, held));
        }
        transfer(ledger, "later", "bank", "shops:2:till", "7");
        Api.Answer last = api.post(ledger + "/transactions/hold/post", "{}");
        for (int i = 0; i < queries.length; i++) {
            String path = ledger + "/balances" + queries[i];
            assertThat(sums(path, last)).isNotEqualTo(answered.get(i));
            assertThat(sums(path + "&basis=recorded&asOf=" + then, last))
                    .as(queries[i])
                    .isEqualTo(answered.get(i));
        }
    }

    @Test
    void sumsOfAPrefixAreOfTheAccountOfThatNameAndOfWhatIsBelow() {
        String ledger = ledger("sums-pages");
        Api.Answer last = null;
        int amount = 0;
        for (String address : new String[] {"shops", "shops:1", "shops:1:till", "shops:2:till", "shops-3"}) {
            account(ledger, address, "credit");
            amount += 10;
            last = transfer(ledger, "to-" + amount, "bank", address, Integer.toString(amount));
        }
        String[] expected = {"bank 150", "shops 10", "shops-3 50", "shops:1 50", "shops:2 40"};
        assertThat(sums(ledger + "/balances?depth=2", last))
                .extracting(LedgerApiTest::prefixAndBalance)
                .containsExactly(expected);
        List<String> paged = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page =
                    api.get(ledger + "/balances?depth=2&limit=1" + cursor).json();
            page.path("data").forEach(sum -> paged.add(prefixAndBalance(sum)));
            String next = page.path("next").asString(null);
            cursor = next == null ? null : "&cursor=" + next;
        }
        assertThat(paged).containsExactly(expected);
    }

    private static String prefixAndBalance(JsonNode sum) {
        return sum.path("prefix").asString() + " " + sum.path("balance").asString();
    }

    private static JsonNode sums(String path, Api.Answer after) {
        return api.get(path + "&position=" + after.position()).json().path("data");
    }

    @Test
    void keepsAmountsOf38Digits() {
        String ledger = ledger("digits");
        String most = "9".repeat(38);
        Api.Answer posted = transfer(ledger, "t", "bank", "customers:1", most);
        assertThat(account(ledger, "customers:1", posted.position())
                        .path("balance")
                        .bigIntegerValue())
                .isEqualTo(new BigInteger(most));
        assertThat(transfer(ledger, "more", "bank", "customers:1", "1").code()).isEqualTo("amount_overflow");
    }

    @Test
    void repeatsAreAnsweredAsTheFirstTime() {
        String ledger = ledger("repeats");
        Api.Answer first = transfer(ledger, "t", "bank", "customers:1", "5");
        Api.Answer second = transfer(ledger, "t", "bank", "customers:1", "5");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.replayed()).isTrue();
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.position()).isEqualTo(first.position());
        assertThat(transfer(ledger, "t", "bank", "customers:1", "6").code()).isEqualTo("id_reused");
    }

    @Test
    void aHoldIsPostedInPartAndReversedOnce() {
        String ledger = ledger("holds");
        transfer(ledger, "fund", "bank", "customers:1", "100");
        String hold = posting("h", "customers:1", "customers:2", "80", ", \"pending\": true");
        assertThat(api.post(ledger + "/transactions", hold).status()).isEqualTo(201);
        assertThat(transfer(ledger, "no", "customers:1", "bank", "30").code()).isEqualTo("insufficient_funds");
        String part = "{\"postings\": [{\"amount\": 60}]}";
        assertThat(api.post(ledger + "/transactions/h/post", "{\"postings\": [{\"amount\": 81}]}")
                        .code())
                .isEqualTo("exceeds_held");
        Api.Answer posted = api.post(ledger + "/transactions/h/post", part);
        assertThat(posted.status()).as(posted.text()).isEqualTo(200);
        assertThat(api.post(ledger + "/transactions/h/void", "{}").code()).isEqualTo("already_posted");
        assertThat(account(ledger, "customers:1", posted.position())
                        .path("available")
                        .asInt())
                .isEqualTo(40);
        Api.Answer reversed = api.post(ledger + "/transactions/h/reverse", "{\"id\": \"r\"}");
        assertThat(reversed.status()).isEqualTo(201);
        Api.Answer again = api.post(ledger + "/transactions/h/reverse", "{\"id\": \"r2\"}");
        assertThat(again.code()).isEqualTo("already_reversed");
        assertThat(again.json().path("reversedBy").asString()).isEqualTo("r");
        assertThat(account(ledger, "customers:1", reversed.position())
                        .path("balance")
                        .asInt())
                .isEqualTo(100);
        JsonNode shown = api.get(ledger + "/transactions/h?position=" + reversed.position())
                .json();
        assertThat(shown.path("state").asString()).isEqualTo("posted");
        assertThat(shown.path("reversedBy").asString()).isEqualTo("r");
        assertThat(shown.path("postings").get(0).path("posted").asInt()).isEqualTo(60);
    }

    @Test
    void tellsBalancesOfThenOnBothTimeBases() {
        String ledger = ledger("then");
        String march = ", \"effectiveAt\": \"2026-03-31T12:00:00Z\"";
        String april = ", \"effectiveAt\": \"2026-04-02T12:00:00Z\"";
        api.post(ledger + "/transactions", posting("april", "bank", "customers:1", "100", april));
        Api.Answer late = api.post(ledger + "/transactions", posting("march", "bank", "customers:1", "11", march));
        String path = ledger + "/accounts/customers:1";
        String wait = "&position=" + late.position();
        JsonNode effective = api.get(path + "?asOf=2026-03-31T12:00:00Z" + wait).json();
        assertThat(effective.path("balance").asInt()).isEqualTo(11);
        assertThat(effective.path("creditsPending").isNull()).isTrue();
        assertThat(api.get(path + "?asOf=2026-03-31T11:59:59.999999Z" + wait)
                        .json()
                        .path("balance")
                        .asInt())
                .isZero();
        String then = api.get(ledger + "/transactions/april?position=" + late.position())
                .json()
                .path("recordedAt")
                .asString();
        assertThat(api.get(path + "?basis=recorded&asOf=" + then + wait)
                        .json()
                        .path("balance")
                        .asInt())
                .isEqualTo(100);
        JsonNode statement = api.get(path + "/entries?limit=1" + wait).json();
        assertThat(statement.path("data").get(0).path("balance").asInt()).isEqualTo(11);
        String next = statement.path("next").asString();
        JsonNode second = api.get(path + "/entries?limit=1&cursor=" + next).json();
        assertThat(second.path("data").get(0).path("balance").asInt()).isEqualTo(111);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(api.get(path + "/entries?order=desc&cursor=" + next).code()).isEqualTo("invalid");
        JsonNode trial =
                api.get(ledger + "/trial-balance?asOf=2026-04-01T00:00:00Z").json();
        assertThat(trial.path("data").get(0).path("debits").asInt()).isEqualTo(11);
        assertThat(trial.path("data").get(0).path("credits").asInt()).isEqualTo(11);
        JsonNode sums =
                api.get(ledger + "/balances?basis=recorded&asOf=" + then).json();
        assertThat(sums.path("data").get(1).path("prefix").asString()).isEqualTo("customers");
        assertThat(sums.path("data").get(1).path("balance").asInt()).isEqualTo(100);
    }

    @Test
    void aReplayEndsInTheSameAnswers() throws Exception {
        String ledger = ledger("replayed");
        long position = 0;
        for (int i = 0; i < 20; i++) {
            position = transfer(ledger, "t" + i, "bank", "customers:1", "3").position();
        }
        String[] paths = {"/accounts", "/accounts/customers:1/entries", "/transactions", "/balances", "/trial-balance"};
        ProjectionEngine engine = server.getBean(ProjectionEngine.class);
        assertThat(engine.awaitPosition(position, Duration.ofSeconds(20))).isTrue();
        String[] before = new String[paths.length];
        for (int i = 0; i < paths.length; i++) {
            before[i] = api.get(ledger + paths[i]).text();
        }
        for (String name : new String[] {"ledgers", "accounts", "entries", "transactions"}) {
            int version = engine.progress(name).version();
            assertThat(api.post("/v1/projections/" + name + "/replay", "").status())
                    .isEqualTo(202);
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (engine.progress(name).version() == version) {
                assertThat(System.nanoTime()).as("replay of " + name).isLessThan(deadline);
                Thread.onSpinWait();
            }
        }
        for (int i = 0; i < paths.length; i++) {
            assertThat(api.get(ledger + paths[i]).text()).isEqualTo(before[i]);
        }
    }

    @Test
    void anAtomicBatchIsAllOrNothing() {
        String ledger = ledger("batches");
        String lines = posting("a", "bank", "customers:1", "10", "") + "\n"
                + posting("b", "customers:1", "customers:2", "11", "") + "\n";
        String none = api.post(ledger + "/batches?atomic=true", "application/x-ndjson", lines)
                .text();
        assertThat(none).contains("batch_aborted").contains("insufficient_funds");
        assertThat(api.get(ledger + "/transactions/a").status()).isEqualTo(404);
        Api.Answer each = api.post(ledger + "/batches", "application/x-ndjson", lines);
        assertThat(each.status()).isEqualTo(200);
        assertThat(each.text().lines()).hasSize(2);
        assertThat(each.text()).contains("\"status\":201").contains("insufficient_funds");
    }

    @Test
    void showsTheStoredEvents() {
        String ledger = ledger("events");
        Api.Answer posted = transfer(ledger, "t", "bank", "customers:1", "5");
        JsonNode page = api.get("/v1/events?stream=events/t/t").json();
        assertThat(page.path("data").size()).isEqualTo(1);
        JsonNode event = page.path("data").get(0);
        assertThat(event.path("type").asString()).isEqualTo("transaction-posted");
        assertThat(event.path("position").asLong()).isEqualTo(posted.position());
        assertThat(event.path("payload").path("postings").get(0).path("amount").asInt())
                .isEqualTo(5);
        long after = posted.position() - 1;
        assertThat(api.get("/v1/events?type=transaction-posted&after=" + after)
                        .json()
                        .path("data")
                        .size())
                .isPositive();
        assertThat(api.get("/v1/events?type=nothing").code()).isEqualTo("invalid");
    }

    @Test
    void manyClientsOnFewAccountsBreakNoFloorAndDoubleNothing() throws Exception {
        String ledger = ledger("crowd");
        transfer(ledger, "fund", "bank", "customers:1", "1000");
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        AtomicLong moved = new AtomicLong();
        AtomicLong last = new AtomicLong();
        List<String> faults = Collections.synchronizedList(new ArrayList<>());
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < 12; client++) {
            Random random = new Random(seed + client / 2);
            int pair = client / 2;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 60; i++) {
                    int amount = 1 + random.nextInt(9);
                    Api.Answer answer =
                            transfer(ledger, "p" + pair + "-" + i, "customers:1", "customers:2", "" + amount);
                    if (answer.status() == 201 && !answer.replayed()) {
                        moved.addAndGet(amount);
                    }
                    if (answer.status() != 201 && !answer.code().equals("insufficient_funds")) {
                        faults.add(answer.text());
                    }
                    last.accumulateAndGet(answer.position(), Math::max);
                }
            });
            thread.start();
            clients.add(thread);
        }
        for (Thread thread : clients) {
            thread.join();
        }
        assertThat(faults).isEmpty();
        assertThat(account(ledger, "customers:1", last.get()).path("balance").asLong())
                .isEqualTo(1000 - moved.get())
                .isNotNegative();
        assertThat(account(ledger, "customers:2", last.get()).path("balance").asLong())
                .isEqualTo(moved.get());
    }

    @Test
    void listsCanBeFiltered() {
        String ledger = ledger("filters");
        Api.Answer patched = api.patch(ledger + "/accounts/bank", "{\"metadata\": {\"kind\": \"bank\"}}");
        assertThat(patched.status()).isEqualTo(200);
        Api.Answer posted = api.post(
                ledger + "/transactions",
                posting("t", "bank", "customers:2", "1", ", \"reference\": \"ref\", \"metadata\": {\"a\": \"b\"}"));
        String wait = "position=" + posted.position();
        assertThat(api.get(ledger + "/accounts?metadata%5Bkind%5D=bank&" + wait)
                        .json()
                        .path("data")
                        .size())
                .isEqualTo(1);
        assertThat(api.get(ledger + "/accounts?prefix=customers:&" + wait)
                        .json()
                        .path("data")
                        .size())
                .isEqualTo(2);
        assertThat(api.get(ledger + "/accounts?status=frozen")
                        .json()
                        .path("data")
                        .size())
                .isZero();
        for (String filter :
                new String[] {"account=customers:2", "reference=ref", "metadata%5Ba%5D=b", "state=posted"}) {
            assertThat(api.get(ledger + "/transactions?" + filter + "&" + wait)
                            .json()
                            .path("data")
                            .size())
                    .as(filter)
                    .isEqualTo(1);
        }
        assertThat(api.get(ledger + "/transactions?account=customers:1")
                        .json()
                        .path("data")
                        .size())
                .isZero();
    }
}
