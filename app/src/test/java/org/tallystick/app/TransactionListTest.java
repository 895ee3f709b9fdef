package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * Lists of transactions by what was asked for of them, in any combination, against a model of what was posted. There are
 * more of them than a page looks at.
 */
@Timeout(180)
class TransactionListTest extends ApiTest {
    private static final int TRANSACTIONS = 3_000;
    private static final int COMBINATIONS = 60;
    private static final List<Posted> MODEL = new ArrayList<>();
    private static String ledger;
    private static long position;

    private record Posted(
            String id,
            String debit,
            String credit,
            int amount,
            String reference,
            String kind,
            int month,
            String state) {
        boolean touches(String beginning) {
            return debit.startsWith(beginning) || credit.startsWith(beginning);
        }
    }

    /** A parameter, and whom it lets through. */
    private record Asked(String parameter, Predicate<Posted> wanted) {}

    @BeforeAll
    static void fill() {
        MODEL.clear();
        ledger = ledger("listed");
        for (String address : List.of("shops:1", "shops:2", "rare:1", "rare:2", "seldom")) {
            account(ledger, address, "debit");
        }
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < TRANSACTIONS; i++) {
            Posted one = new Posted(
                    "t" + i,
                    i % 1_250 == 7 ? "rare:" + (1 + i % 2) : i % 900 == 3 ? "seldom" : "bank",
                    "customers:" + (1 + i % 2),
                    1 + i * 37 % 1_000,
                    i % 500 == 11 ? "few" : i % 3 == 0 ? "many" : null,
                    i % 1_000 == 13 ? "odd" : i % 2 == 0 ? "even" : null,
                    1 + i % 9,
                    i % 40 == 5 ? "pending" : "posted");
            MODEL.add(one);
            lines.append(line(one)).append('\n');
        }
        String type = "application/x-ndjson";
        String answer = api.post(ledger + "/batches", type, lines.toString()).text();
        assertThat(answer.lines()).allMatch(line -> line.contains("\"status\":201"));
        resolve("void", "voided", 45);
        resolve("reverse", null, 100);
        position = api.head();
        Collections.reverse(MODEL);
        assertThat(api.getWhenThere(ledger + "/transactions?account=bank&position=" + position)
                        .status())
                .isEqualTo(200);
    }

    private static String line(Posted one) {
        String more = (one.reference == null ? "" : ", \"reference\": \"" + one.reference + "\"")
                + (one.kind == null ? "" : ", \"metadata\": {\"kind\": \"" + one.kind + "\", \"m\": \"x\"}")
                + ", \"effectiveAt\": \"2026-0" + one.month + "-15T00:00:00Z\""
                + (one.state.equals("pending") ? ", \"pending\": true" : "");
        return posting(one.id, one.debit, one.credit, Integer.toString(one.amount), more);
    }

    /** Every so-many-th that can be. */
    private static void resolve(String what, String state, int every) {
        int size = MODEL.size();
        for (int i = every % 40 == 5 ? every : 0; i < size; i += every % 40 == 5 ? 40 * 9 : every * 2) {
            Posted one = MODEL.get(i);
            if (one.state.equals("pending") != (state != null)) {
                continue;
            }
            Api.Answer answer = api.post(ledger + "/transactions/" + one.id + "/" + what, "{}");
            assertThat(answer.status()).as(answer.text()).isIn(200, 201);
            MODEL.set(i, with(one, state == null ? "reversed" : state));
            if (state == null) {
                String id = answer.json().path("id").asString();
                MODEL.add(new Posted(id, one.credit, one.debit, one.amount, null, null, 0, "posted"));
            }
        }
    }

    private static Posted with(Posted one, String state) {
        return new Posted(one.id, one.debit, one.credit, one.amount, one.reference, one.kind, one.month, state);
    }

    private static List<List<Asked>> choices() {
        return List.of(
                List.of(
                        new Asked("account=customers:1", one -> one.touches("customers:1")),
                        new Asked("account=seldom", one -> one.touches("seldom")),
                        new Asked("account=seldom&side=debit", one -> one.debit.equals("seldom")),
                        new Asked("account=bank&side=credit", one -> one.credit.equals("bank")),
                        new Asked("prefix=rare:", one -> one.touches("rare:")),
                        new Asked("prefix=rare&side=credit", one -> one.credit.startsWith("rare")),
                        new Asked("prefix=none", one -> false)),
                List.of(
                        new Asked("reference=few", one -> "few".equals(one.reference)),
                        new Asked("reference=many", one -> "many".equals(one.reference))),
                List.of(
                        new Asked("metadata[kind]=odd", one -> "odd".equals(one.kind)),
                        new Asked("metadata[kind]=even", one -> "even".equals(one.kind)),
                        new Asked("metadata[kind]", one -> one.kind != null),
                        new Asked("metadata[kind]=even&metadata[m]", one -> "even".equals(one.kind)),
                        new Asked("metadata[m]=x", one -> one.kind != null),
                        new Asked("metadata[kind]=", one -> false)),
                List.of(
                        new Asked(
                                "state=posted",
                                one -> List.of("posted", "reversed").contains(one.state)),
                        new Asked("state=pending", one -> one.state.equals("pending")),
                        new Asked(
                                "state=voided,pending",
                                one -> List.of("voided", "pending").contains(one.state)),
                        new Asked("state=expired", one -> false),
                        new Asked("state=posted,voided", one -> !one.state.equals("pending"))),
                List.of(
                        new Asked("reversed=true", one -> one.state.equals("reversed")),
                        new Asked("reversed=false", one -> !one.state.equals("reversed"))),
                List.of(
                        new Asked("minAmount=990", one -> one.amount >= 990),
                        new Asked("maxAmount=500", one -> one.amount <= 500),
                        new Asked("minAmount=1000&maxAmount=1000", one -> one.amount == 1_000)),
                List.of(
                        new Asked(
                                "basis=effective&from=2026-04-01T00:00:00Z&to=2026-06-01T00:00:00Z",
                                one -> one.month == 4 || one.month == 5),
                        new Asked("from=2026-01-01T00:00:00Z&to=9000-01-01T00:00:00Z", one -> true),
                        new Asked("to=2026-01-01T00:00:00Z", one -> false)));
    }

    @Test
    void everyCombinationFindsWhatItNames() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (List<Asked> each : choices()) {
            each.forEach(one -> check(List.of(one), random));
        }
        for (int i = 0; i < COMBINATIONS; i++) {
            List<List<Asked>> groups = new ArrayList<>(choices());
            Collections.shuffle(groups, random);
            check(
                    groups.subList(0, 2 + random.nextInt(3)).stream()
                            .map(group -> group.get(random.nextInt(group.size())))
                            .toList(),
                    random);
        }
    }

    private static void check(List<Asked> asked, Random random) {
        String query = asked.stream().map(Asked::parameter).collect(Collectors.joining("&"));
        boolean ascending = random.nextInt(4) == 0;
        List<String> expected = MODEL.stream()
                .filter(one -> asked.stream().allMatch(each -> each.wanted.test(one)))
                .map(Posted::id)
                .collect(Collectors.toCollection(ArrayList::new));
        if (ascending) {
            Collections.reverse(expected);
        }
        int limit = List.of(7, 50, 1_000).get(random.nextInt(3));
        int most = limit == 7 ? 40 : 100;
        String path = ledger + "/transactions?limit=" + limit + (ascending ? "&order=asc&" : "&") + encoded(query);
        List<String> found = walk(path, most);
        assertThat(found)
                .as(path)
                .containsExactlyElementsOf(expected.subList(0, Math.min(found.size(), expected.size())));
        assertThat(found.size()).as(path).isGreaterThanOrEqualTo(Math.min(expected.size(), most));
    }

    /** As a browser writes it. */
    private static String encoded(String query) {
        return query.replace("[", "%5B").replace("]", "%5D");
    }

    /** To the end, or until enough was found. */
    private static List<String> walk(String path, int enough) {
        List<String> found = new ArrayList<>();
        String next = "";
        while (next != null && found.size() < enough) {
            Api.Answer answer = api.get(path + next);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            JsonNode page = answer.json();
            page.path("data").forEach(one -> found.add(one.path("id").asString()));
            next = page.path("next").isNull()
                    ? null
                    : "&cursor=" + URLEncoder.encode(page.path("next").asString(), StandardCharsets.UTF_8);
        }
        return found;
    }

    @Test
    void whatIsFoundNowhereEndsPageAfterPage() {
        String path = ledger + "/transactions?minAmount=1001";
        JsonNode page = api.get(path).json();
        assertThat(page.path("data")).isEmpty();
        int pages = 1;
        for (; !page.path("next").isNull(); pages++) {
            page = api.get(path + "&cursor=" + page.path("next").asString()).json();
            assertThat(page.path("data")).isEmpty();
        }
        assertThat(pages).isBetween(2, 5);
    }

    @Test
    void eachTellsWhoMadeItAndItsVersion() {
        JsonNode one = api.get(ledger + "/transactions/t1").json();
        assertThat(one.path("actor").asString()).isEqualTo("anonymous");
        assertThat(one.path("requestId").asString()).isNotEmpty();
        assertThat(one.path("version").asInt(-1)).isZero();
        JsonNode reversed = api.get(ledger + "/transactions?reversed=true&limit=1")
                .json()
                .path("data")
                .get(0);
        assertThat(reversed.path("version").asInt()).isEqualTo(1);
        assertThat(reversed.path("reversedBy").isNull()).isFalse();
    }

    @Test
    void filtersOutOfTheirFormAreRefused() {
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("side=debit", "side");
        refused.put("account=bank&prefix=b", "prefix");
        refused.put("account=bank&side=left", "side");
        refused.put("state=", "state");
        refused.put("state=posted,", "state");
        refused.put("state=posted,gone", "state");
        refused.put("reversed=maybe", "reversed");
        refused.put("minAmount=1.5", "minAmount");
        refused.put("maxAmount=" + "9".repeat(39), "maxAmount");
        refused.put("basis=other", "basis");
        refused.put("order=up", "order");
        refused.put("metadata%5B%5D", "metadata");
        refused.forEach((query, field) -> {
            Api.Answer answer = api.get(ledger + "/transactions?" + query);
            assertThat(answer.code()).as(query).isEqualTo("invalid");
            assertThat(answer.json().path("field").asString()).as(query).isEqualTo(field);
        });
    }
}
