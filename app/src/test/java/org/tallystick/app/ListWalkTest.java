package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.tallystick.readmodels.ProjectionEngine;
import org.tallystick.readmodels.Tables;
import tools.jackson.databind.JsonNode;

/**
 * Every list, walked to its end with pages of many sizes while commands go on: what was there when a walk began is seen once
 * and in order. Units of work of very different sizes are in the store, old ones in its tables and new ones in memory. The
 * lists that grow with every walk come first, while they are short.
 */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ListWalkTest extends ApiTest {
    private static final String LEDGER = "walked";
    private static final String CLEARING = "assets:interbank:genodef1";
    private static final int[] LIMITS =
            IntStream.concat(IntStream.rangeClosed(1, 20), IntStream.of(1_000)).toArray();
    private static final int SHOPS = 40;
    private static final int FEW = 22;
    private static final int MOST_WRITES = 3;

    private static final AtomicInteger TRANSACTIONS = new AtomicInteger();
    private static String ledger;

    @BeforeAll
    static void fill() {
        ledger = ledger(LEDGER);
        account(ledger, CLEARING, "debit");
        for (int i = 0; i < SHOPS; i++) {
            account(ledger, "shops:" + i, "credit");
        }
        for (int i = 0; i < FEW; i++) {
            assertThat(api.put("/v1/ledgers/other-" + i, "{\"name\": \"Other\"}")
                            .status())
                    .isEqualTo(201);
            post(1, "");
        }
        post(SHOPS, "");
        post(3, ", \"effectiveAt\": \"2020-01-01T00:00:00Z\"");
        String lines =
                IntStream.range(0, FEW).mapToObj(i -> transaction(1, "") + "\n").collect(Collectors.joining());
        assertThat(api.post(ledger + "/batches?atomic=true", "application/x-ndjson", lines)
                        .status())
                .isEqualTo(200);
        for (int i = 0; i < FEW; i++) {
            pay("p" + i);
        }
        restart();
        post(SHOPS, "");
    }

    private static void pay(String id) {
        Api.Answer answer = api.post(
                "/v1/payments",
                "{\"id\": \"" + id + "\", \"ledger\": \"" + LEDGER + "\", \"payer\": \"customers:1\", \"amount\": 1,"
                        + " \"asset\": \"EUR/2\", \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"Ada Lovelace\","
                        + " \"account\": \"DE02100100100006820101\", \"bank\": \"GENODEF1\"}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    private static void post(int postings, String more) {
        Api.Answer answer = api.post(ledger + "/transactions", transaction(postings, more));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    /** The first posting goes to a customer, each other to a shop. */
    private static String transaction(int postings, String more) {
        String all = IntStream.range(0, postings)
                .mapToObj(i -> "{\"debit\": \"bank\", \"credit\": \"" + (i == 0 ? "customers:1" : "shops:" + i)
                        + "\", \"amount\": 10, \"asset\": \"EUR/2\"}")
                .collect(Collectors.joining(", "));
        return "{\"id\": \"t" + TRANSACTIONS.incrementAndGet() + "\", \"postings\": [" + all + "]" + more + "}";
    }

    /** Walks to the end. @param marker the parameter that takes {@code next} */
    private static List<JsonNode> walk(String path, String marker, int limit) {
        List<JsonNode> seen = new ArrayList<>();
        String start = path + (path.contains("?") ? "&" : "?") + "limit=" + limit;
        JsonNode page = page(start, limit);
        page.path("data").forEach(seen::add);
        while (!page.path("next").isNull()) {
            page = page(start + "&" + marker + "=" + page.path("next").asString(), limit);
            page.path("data").forEach(seen::add);
        }
        return seen;
    }

    private static JsonNode page(String path, int limit) {
        Api.Answer answer = api.getWhenThere(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("data").size()).isLessThanOrEqualTo(limit);
        assertThat(answer.json().has("next")).isTrue();
        return answer.json();
    }

    /** All that is stored, which is known to be all by its positions. */
    private static List<JsonNode> stored() {
        long head = api.head();
        List<JsonNode> events = walk("/v1/events", "after", 1_000);
        assertThat(events).extracting(position()).containsExactlyElementsOf(positions(events.size()));
        assertThat((long) events.size()).isGreaterThanOrEqualTo(head);
        return events;
    }

    private static Function<JsonNode, String> position() {
        return member("position");
    }

    private static Function<JsonNode, String> member(String name) {
        return element -> element.path(name).asString();
    }

    private static List<String> positions(long to) {
        return LongStream.rangeClosed(1, to).mapToObj(Long::toString).toList();
    }

    /** The members of events, and of no others, in their order. */
    private static List<String> of(Predicate<JsonNode> which, Function<JsonNode, String> key) {
        return stored().stream().filter(which).map(key).toList();
    }

    private static Predicate<JsonNode> has(String member, String value) {
        return event -> event.path(member).asString().equals(value);
    }

    private static Predicate<JsonNode> inLedger() {
        return event -> event.path("payload").path("ledger").asString().equals(LEDGER);
    }

    private static List<String> backwards(List<String> list) {
        List<String> turned = new ArrayList<>(list);
        Collections.reverse(turned);
        return turned;
    }

    /** Writes a unit or some, so few that a walk by single elements arrives, too. */
    private static void writeUntil(AtomicBoolean arrived) {
        post(1, "");
        for (int i = 1; i < MOST_WRITES && !arrived.get(); i++) {
            post(i, ", \"pending\": true");
        }
    }

    /** Walks with pages of every size while commands go on. */
    private static void walkAll(String path, String marker, Function<JsonNode, String> key, List<String> expected) {
        assertThat(expected).isNotEmpty();
        Set<String> before = new HashSet<>(expected);
        for (int limit : LIMITS) {
            AtomicBoolean arrived = new AtomicBoolean();
            CompletableFuture<Void> writes = CompletableFuture.runAsync(() -> writeUntil(arrived));
            List<String> seen = walk(path, marker, limit).stream().map(key).toList();
            arrived.set(true);
            writes.join();
            assertThat(seen).as("limit %s of %s", limit, path).doesNotHaveDuplicates();
            assertThat(seen.stream().filter(before::contains))
                    .as("limit %s of %s", limit, path)
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void eventsEndAtTheHead() {
        long head = api.head();
        List<JsonNode> events = walk("/v1/events", "after", 50);
        assertThat(events).extracting(position()).containsExactlyElementsOf(positions(events.size()));
        assertThat((long) events.size()).isGreaterThanOrEqualTo(head);
    }

    @Test
    @Order(1)
    void everyEvent() {
        walkAll("/v1/events", "after", position(), of(event -> true, position()));
    }

    @Test
    void everyEventOfAType() {
        walkAll(
                "/v1/events?type=transaction-posted",
                "after",
                position(),
                of(has("type", "transaction-posted"), position()));
        walkAll("/v1/events?type=ledger-created", "after", position(), of(has("type", "ledger-created"), position()));
    }

    @Test
    void everyEventOfAStream() {
        String bank = LEDGER + "/a/bank";
        walkAll("/v1/events?stream=" + bank, "after", position(), of(has("stream", bank), position()));
        walkAll(
                "/v1/events?type=account-opened&stream=" + bank,
                "after",
                position(),
                of(has("stream", bank).and(has("type", "account-opened")), position()));
        walkAll("/v1/events?stream=payment/p3", "after", position(), of(has("stream", "payment/p3"), position()));
    }

    @Test
    void everyEventOfARequest() {
        JsonNode large = stored().stream()
                .filter(event -> event.path("payload").path("postings").size() == SHOPS)
                .findFirst()
                .orElseThrow();
        Function<JsonNode, String> correlation =
                event -> event.path("metadata").path("correlationId").asString();
        String request = correlation.apply(large);
        List<String> expected = of(event -> correlation.apply(event).equals(request), position());
        assertThat(expected).hasSize(2 * SHOPS + 1);
        walkAll("/v1/events?correlation=" + request, "after", position(), expected);
    }

    @Test
    void everyLedgerAndAccount() {
        Function<JsonNode, String> name =
                event -> event.path("payload").path("ledger").asString();
        walkAll("/v1/ledgers", "cursor", member("ledger"), sorted(of(has("type", "ledger-created"), name)));
        Function<JsonNode, String> address =
                event -> event.path("payload").path("address").asString();
        walkAll(
                ledger + "/accounts",
                "cursor",
                member("address"),
                sorted(of(inLedger().and(has("type", "account-opened")), address)));
    }

    private static List<String> sorted(List<String> list) {
        return list.stream().sorted().toList();
    }

    @Test
    void everySum() {
        String path = ledger + "/balances?depth=2";
        Function<JsonNode, String> prefix = member("prefix");
        List<String> all = walk(path, "cursor", 1_000).stream().map(prefix).toList();
        assertThat(all).hasSizeGreaterThan(SHOPS);
        walkAll(path, "cursor", prefix, all);
    }

    @Test
    @Order(3)
    void everyTransaction() {
        Function<JsonNode, String> id =
                event -> event.path("payload").path("transaction").asString();
        Predicate<JsonNode> posted = inLedger().and(has("type", "transaction-posted"));
        Predicate<JsonNode> held = inLedger().and(has("type", "transaction-held"));
        walkAll(ledger + "/transactions", "cursor", member("id"), backwards(of(posted.or(held), id)));
        walkAll(
                ledger + "/transactions?account=shops:7&state=posted",
                "cursor",
                member("id"),
                backwards(
                        of(posted.and(event -> event.path("payload").toString().contains("\"shops:7\"")), id)));
    }

    @Test
    @Order(2)
    void everyEntry() {
        Predicate<JsonNode> ofCustomer = has("stream", LEDGER + "/a/customers:1");
        Predicate<JsonNode> moved = has("type", "account-credited")
                .or(has("type", "account-debited"))
                .or(has("type", "held-debit-posted"))
                .or(has("type", "held-credit-posted"));
        List<String> expected = of(ofCustomer.and(moved), position());
        String entries = ledger + "/accounts/customers:1/entries?basis=recorded&order=";
        walkAll(entries + "asc", "cursor", position(), expected);
        walkAll(entries + "desc", "cursor", position(), backwards(expected));
        Predicate<JsonNode> dated = event -> event.path("payload").has("effectiveAt")
                && !event.path("payload").path("effectiveAt").isNull();
        List<String> effective = of(ofCustomer.and(moved).and(dated), position());
        effective = new ArrayList<>(effective);
        effective.addAll(of(ofCustomer.and(moved).and(dated.negate()), position()));
        walkAll(ledger + "/accounts/customers:1/entries?order=asc", "cursor", position(), effective);
    }

    @Test
    void everyPayment() {
        Function<JsonNode, String> id =
                event -> event.path("payload").path("payment").asString();
        List<String> expected = backwards(of(has("type", "payment-initiated"), id));
        walkAll("/v1/payments", "cursor", member("id"), expected);
        walkAll("/v1/payments?payer=customers:1", "cursor", member("id"), expected);
    }

    @Test
    void everyDeadLetter() {
        Tables entries = server.getBean(ProjectionEngine.class).serving("entries");
        String poisoned = ledger("poisoned");
        String table = entries.name("entry_account");
        entries.jdbc()
                .execute("ALTER TABLE " + table
                        + " ADD CONSTRAINT poison CHECK (ledger <> 'poisoned' OR address <> 'customers:1')");
        long last = 0;
        for (int i = 0; i < FEW; i++) {
            last = transfer(poisoned, "t" + i, "bank", "customers:1", "1").position();
        }
        account(poisoned, "customers:2", last);
        Predicate<JsonNode> waiting = has("stream", "poisoned/a/customers:1")
                .and(has("type", "account-opened").negate());
        walkAll("/v1/projections/entries/dead-letters", "cursor", position(), of(waiting, position()));
        entries.jdbc().execute("ALTER TABLE " + table + " DROP CONSTRAINT poison");
    }
}
