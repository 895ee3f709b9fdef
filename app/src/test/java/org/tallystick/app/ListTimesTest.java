package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.tallystick.readmodels.ProjectionEngine;

/**
 * Pages of every list by every filter, each pair of them, and some combinations of more, among many rows: none takes more than
 * twenty times as long as a page of 50 transactions without a filter. Run only where {@code -Dlists.rows=200000} says how many.
 */
@Timeout(3_600)
@EnabledIfSystemProperty(named = "lists.rows", matches = "\\d+")
class ListTimesTest extends ApiTest {
    private static final int ROWS = Integer.getInteger("lists.rows", 0);
    private static final int MOST_TIMES = 20;
    private static final int LARGER_COMBINATIONS = 40;
    private static final int LINES = 4_000;
    private static final int TRIES = 5;
    private static final int SHOWN = 12;
    private static final String PAST = "2026-01-01T00:00:00Z";
    private static final String FUTURE = "9000-01-01T00:00:00Z";
    /** Behind all that happened. */
    private static final String POSITION = "100000000 + n";

    private static final String REFERENCE = "CASE WHEN MOD(n, 5000) = 11 THEN 'few' WHEN MOD(n, 3) = 0 THEN 'many' END";

    private static final String KIND =
            "CASE WHEN MOD(n, 10000) = 13 THEN 'odd' WHEN MOD(n, 2) = 0 THEN 'even' ELSE 'third' END";

    private static final String ASSET = "CASE WHEN MOD(n, 2) = 0 THEN 'EUR/2' ELSE 'USD/2' END";
    private static String ledger;

    @BeforeAll
    static void fill() {
        ledger = ledger("times");
        ledger("other");
        for (String address : List.of("shops:1", "shops:2", "rare:1", "rare:2", "seldom")) {
            account(ledger, address, "debit");
        }
        assertThat(api.patch(ledger + "/accounts/shops:1", "{\"metadata\": {\"kind\": \"even\"}}")
                        .status())
                .isEqualTo(200);
        for (int from = 0; from < ROWS; from += LINES) {
            String lines = IntStream.range(from, Math.min(ROWS, from + LINES))
                    .mapToObj(ListTimesTest::line)
                    .collect(Collectors.joining("\n"));
            assertThat(api.post(ledger + "/batches", "application/x-ndjson", lines)
                            .status())
                    .isEqualTo(200);
        }
        initiate();
        for (String list : List.of(ledger + "/accounts", ledger + "/transactions", "/v1/payments", "/v1/transfers")) {
            untilThere(list);
        }
        untilThere("/v1/standing-orders");
        addAccounts();
        addPayments();
        addTransfers();
        addOrders();
        rows("accounts").analyze();
    }

    private static void untilThere(String list) {
        while (api.getAtHead(list).status() == 503) {
            Thread.onSpinWait();
        }
    }

    private static String line(int i) {
        String more = (i % 5_000 == 11 ? ", \"reference\": \"few\"" : i % 3 == 0 ? ", \"reference\": \"many\"" : "")
                + (i % 10_000 == 13
                        ? ", \"metadata\": {\"kind\": \"odd\"}"
                        : i % 2 == 0 ? ", \"metadata\": {\"kind\": \"even\", \"m\": \"x\"}" : "")
                + (i % 7 == 0 ? ", \"effectiveAt\": \"2026-0" + (1 + i % 9) + "-15T00:00:00Z\"" : "")
                + (i % 40 == 5 ? ", \"pending\": true" : "");
        String debit = i % 12_500 == 7 ? "rare:" + (1 + i % 2) : i % 9_000 == 3 ? "seldom" : "bank";
        return posting("t" + i, debit, "customers:" + (1 + i % 2), Integer.toString(1 + i * 37 % 1_000), more);
    }

    /** A payment, a transfer and a standing order, which the others are like. */
    private static void initiate() {
        account(ledger, "assets:interbank:b", "debit");
        account(ledger, "exchange:other", "credit");
        account("/v1/ledgers/other", "exchange:times", "debit");
        String order = "\"ledger\": \"times\", \"payer\": \"customers:1\", \"amount\": 1, \"asset\": \"EUR/2\","
                + " \"rail\": \"simulator\", \"reference\": \"one\", \"metadata\": {\"kind\": \"one\"},"
                + " \"beneficiary\": {\"name\": \"A\", \"account\": \"1\", \"bank\": \"b\"}";
        assertThat(api.post("/v1/payments", "{\"id\": \"p\", " + order + "}").status())
                .isEqualTo(202);
        assertThat(api.put(
                                "/v1/standing-orders/o",
                                "{" + order + ", \"schedule\": {\"every\": \"day\"}, \"zone\": \"UTC\","
                                        + " \"first\": \"2090-01-01\"}")
                        .status())
                .isEqualTo(201);
        String leg = "{\"ledger\": \"%s\", \"account\": \"customers:1\", \"amount\": 1, \"asset\": \"EUR/2\"}";
        assertThat(api.post(
                                "/v1/transfers",
                                "{\"id\": \"m\", \"from\": " + leg.formatted("times") + ", \"to\": "
                                        + leg.formatted("other")
                                        + ", \"reference\": \"one\", \"metadata\": {\"kind\": \"one\"}}")
                        .status())
                .isEqualTo(202);
    }

    private static ManyRows rows(String projection) {
        return new ManyRows(server.getBean(ProjectionEngine.class).serving(projection), ROWS);
    }

    private static void addAccounts() {
        ManyRows rows = rows("accounts");
        String address = "'many:' || CAST(n AS VARCHAR(20))";
        rows.add(
                "account",
                "r.ledger = 'times' AND r.address = 'shops:1'",
                Map.of(
                        "address",
                        address,
                        "status",
                        "CASE WHEN MOD(n, 4) < 2 THEN 'frozen' ELSE 'open' END",
                        "asset",
                        ASSET));
        rows.add(
                "account_metadata",
                "r.ledger = 'times' AND r.address = 'shops:1'",
                Map.of(
                        "address",
                        address,
                        "meta_value",
                        "CASE WHEN MOD(n, 10000) = 13 THEN 'odd' WHEN MOD(n, 3) = 0 THEN 'even' ELSE 'third' END"));
    }

    private static Map<String, String> listed(String prefix, String... others) {
        Map<String, String> values = new HashMap<>(Map.of(
                "id", "'" + prefix + "' || CAST(n AS VARCHAR(20))",
                "position", POSITION,
                "reference", REFERENCE));
        for (int i = 0; i < others.length; i += 2) {
            values.put(others[i], others[i + 1]);
        }
        return values;
    }

    private static void addMetadata(ManyRows rows, String table) {
        rows.add(table, "r.meta_value = 'one'", Map.of("position", POSITION, "meta_value", KIND));
    }

    private static void addPayments() {
        ManyRows rows = rows("payments");
        rows.add(
                "payment",
                "r.id = 'p'",
                listed(
                        "p",
                        "ledger",
                        "CASE WHEN MOD(n, 4) = 1 THEN 'other' ELSE 'times' END",
                        "payer",
                        "'customers:' || CAST(MOD(n, 300) AS VARCHAR(20))",
                        "asset",
                        ASSET,
                        "state",
                        "CASE MOD(n, 4) WHEN 0 THEN 'settled' WHEN 1 THEN 'submitted'"
                                + " WHEN 2 THEN 'settled' ELSE 'unknown' END",
                        "is_open",
                        "MOD(n, 2) = 1",
                        "standing_order",
                        "CASE WHEN MOD(n, 1000) = 5 THEN 'o' END"));
        addMetadata(rows, "payment_metadata");
    }

    private static void addTransfers() {
        ManyRows rows = rows("transfers");
        rows.add(
                "transfer",
                "r.id = 'm'",
                listed(
                        "m",
                        "state",
                        "CASE WHEN MOD(n, 2) = 0 THEN 'completed' ELSE 'held' END",
                        "is_open",
                        "MOD(n, 2) = 1"));
        rows.add(
                "transfer_leg",
                "r.ledger = 'times' AND r.position < 100000000",
                Map.of("position", POSITION, "account", "'customers:1'"));
        rows.add(
                "transfer_leg",
                "r.ledger = 'other' AND r.position < 100000000",
                Map.of("position", POSITION, "account", "'customers:' || CAST(MOD(n, 300) AS VARCHAR(20))"));
        addMetadata(rows, "transfer_metadata");
    }

    private static void addOrders() {
        ManyRows rows = rows("standing-orders");
        rows.add(
                "standing_order",
                "r.id = 'o'",
                listed(
                        "o",
                        "ledger",
                        "CASE WHEN MOD(n, 4) = 1 THEN 'other' ELSE 'times' END",
                        "payer",
                        "'customers:' || CAST(MOD(n, 300) AS VARCHAR(20))",
                        "asset",
                        ASSET,
                        "state",
                        "CASE WHEN MOD(n, 2) = 0 THEN 'active' ELSE 'paused' END"));
        addMetadata(rows, "standing_order_metadata");
    }

    /** Of each group at most one is asked for. */
    private static Map<String, List<List<String>>> lists() {
        List<String> metadata = List.of("metadata[kind]=odd", "metadata[kind]=even", "metadata[kind]=gone");
        List<String> references = List.of("reference=few", "reference=many", "reference=gone");
        List<String> times = List.of("from=" + PAST + "&to=" + FUTURE, "to=" + PAST, "from=" + FUTURE);
        List<String> ledgers = List.of("ledger=times", "ledger=other");
        List<String> payers = List.of("payer=customers:1", "payer=gone");
        List<String> assets = List.of("asset=EUR/2", "asset=USD/2");
        return Map.of(
                ledger + "/transactions",
                List.of(
                        List.of(
                                "account=bank",
                                "account=customers:1",
                                "account=seldom",
                                "account=bank&side=credit",
                                "prefix=rare:",
                                "prefix=customers&side=debit",
                                "prefix=many:"),
                        references,
                        List.of(
                                "metadata[kind]=odd",
                                "metadata[kind]=even",
                                "metadata[kind]",
                                "metadata[kind]=even&metadata[m]=x"),
                        List.of("state=posted", "state=pending", "state=voided,pending", "state=expired"),
                        List.of("reversed=true", "reversed=false"),
                        List.of("minAmount=990", "maxAmount=500", "minAmount=1001"),
                        List.of(
                                "basis=effective&from=2026-04-01T00:00:00Z&to=2026-06-01T00:00:00Z",
                                "from=" + PAST + "&to=" + FUTURE,
                                "to=" + PAST),
                        List.of("order=asc")),
                ledger + "/accounts",
                List.of(
                        List.of("prefix=many:", "prefix=many:19", "prefix=shops:", "prefix=gone:"),
                        assets,
                        List.of("status=open", "status=frozen", "status=closed"),
                        metadata,
                        List.of("minBalance=1", "maxBalance=0", "minBalance=1000000000000")),
                ledger + "/accounts/bank/entries",
                List.of(
                        List.of("order=desc"),
                        List.of("basis=recorded"),
                        List.of("from=" + PAST, "to=" + FUTURE, "from=2026-03-01T00:00:00Z&to=2026-06-01T00:00:00Z")),
                "/v1/payments",
                List.of(
                        ledgers,
                        payers,
                        List.of("rail=simulator", "rail=gone"),
                        List.of("state=settled", "state=unknown,held", "state=settled,submitted,unknown"),
                        List.of("ended=true", "ended=false"),
                        assets,
                        references,
                        List.of("messageId=gone", "railReference=gone", "standingOrder=o"),
                        metadata,
                        times),
                "/v1/transfers",
                List.of(
                        List.of("ledger=times", "ledger=times&account=customers:1", "ledger=other&account=customers:2"),
                        List.of("state=completed", "state=held", "state=rejected"),
                        List.of("ended=true", "ended=false"),
                        references,
                        metadata,
                        times),
                "/v1/standing-orders",
                List.of(
                        ledgers,
                        payers,
                        List.of("rail=simulator", "rail=gone"),
                        List.of("state=active", "state=paused,active", "state=ended"),
                        assets,
                        references,
                        metadata,
                        times),
                "/v1/events",
                List.of(
                        List.of("type=transaction-posted", "type=standing-order-placed", "type=account-debited"),
                        List.of("ledger=times", "ledger=other"),
                        List.of("actor=anonymous", "actor=gone"),
                        List.of("correlation=gone"),
                        List.of("stream=times/a/bank", "stream=times/a/seldom", "stream=gone"),
                        List.of("from=" + PAST, "to=" + PAST)),
                ledger + "/balances",
                List.of(List.of("depth=2", "depth=2&prefix=customers")),
                "/v1/ledgers",
                List.of(List.of("limit=50")));
    }

    /** Each alone, in pairs, and some in threes and fours. */
    private static List<String> paths(String list, List<List<String>> groups, Random random) {
        List<String> queries = new ArrayList<>(List.of(""));
        for (int i = 0; i < groups.size(); i++) {
            for (String one : groups.get(i)) {
                queries.add(one);
                for (List<String> later : groups.subList(i + 1, groups.size())) {
                    later.forEach(other -> queries.add(one + "&" + other));
                }
            }
        }
        for (int i = 0; i < LARGER_COMBINATIONS && groups.size() > 2; i++) {
            List<List<String>> shuffled = new ArrayList<>(groups);
            Collections.shuffle(shuffled, random);
            queries.add(shuffled.subList(0, Math.min(groups.size(), 3 + random.nextInt(2))).stream()
                    .map(group -> group.get(random.nextInt(group.size())))
                    .collect(Collectors.joining("&")));
        }
        return queries.stream()
                .map(query -> list + "?" + query.replace("[", "%5B").replace("]", "%5D"))
                .toList();
    }

    private record Timed(String path, long nanos) {}

    /** The best of some tries: what else the machine does is not looked at. */
    private static Timed timed(String path) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long begin = System.nanoTime();
            Api.Answer answer = api.get(path);
            best = Math.min(best, System.nanoTime() - begin);
            assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(200);
        }
        return new Timed(path, best);
    }

    @Test
    void noPageTakesMoreThanTwentyTimesAnIdleOne() {
        Random random = new Random(7);
        String idle = ledger + "/transactions?limit=50";
        List<String> paths = lists().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(list -> paths(list.getKey(), list.getValue(), random).stream())
                .toList();
        // Once for all, so that what is measured is compiled.
        Stream.concat(paths.stream(), Collections.nCopies(500, idle).stream()).forEach(api::get);
        long unit = timed(idle).nanos;
        List<Timed> times = paths.stream()
                .map(ListTimesTest::timed)
                .sorted(Comparator.comparingLong(Timed::nanos).reversed())
                .toList();
        System.out.printf("%,d rows, %,d pages; one of 50 by id: %.2f ms%n", ROWS, times.size(), unit / 1e6);
        times.stream()
                .limit(SHOWN)
                .forEach(one -> System.out.printf(
                        "%6.1f times, %6.1f ms: %s%n", one.nanos / (double) unit, one.nanos / 1e6, one.path));
        assertThat(times).allMatch(one -> one.nanos <= MOST_TIMES * unit);
    }
}
