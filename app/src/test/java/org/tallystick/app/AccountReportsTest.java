package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is told of an account beside its balance: its statement, how it went, and what made it. */
class AccountReportsTest extends ApiTest {
    private static final String JANUARY = "2026-01-15T12:00:00Z";
    private static final String MARCH = "2026-03-02T00:00:00Z";

    /** 10.00 in January and 20.00 in March from the bank, 5.00 to another customer now. */
    private static Api.Answer move(String ledger) {
        String path = ledger + "/transactions";
        api.postAs(path, "ada", posting("in-1", "bank", "customers:1", "1000", more("r-1", "=first", JANUARY)));
        api.postAs(path, "ada", posting("in-2", "bank", "customers:1", "2000", more("r-2", "a, \\\"b\\\"", MARCH)));
        api.postAs(path, "bob", posting("out", "customers:1", "customers:2", "800", ", \"pending\": true"));
        Api.Answer last = api.postAs(path + "/out/post", "eve", "{\"postings\": [{\"amount\": 500}]}");
        assertThat(last.status()).as(last.text()).isEqualTo(200);
        return last;
    }

    private static String more(String reference, String description, String effectiveAt) {
        return ", \"reference\": \"" + reference + "\", \"description\": \"" + description + "\", \"effectiveAt\": \""
                + effectiveAt + "\"";
    }

    private static JsonNode get(String path, Api.Answer after) {
        Api.Answer answer = api.getWhenThere(path + (path.contains("?") ? "&" : "?") + "position=" + after.position());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> texts(JsonNode data, String member) {
        return data.valueStream().map(each -> each.path(member).asString(null)).toList();
    }

    private static List<Integer> numbers(JsonNode data, String member) {
        return data.valueStream().map(each -> each.path(member).asInt()).toList();
    }

    @Test
    void aStatementTellsWhoMovedWhatAndWhy() {
        String ledger = ledger("statement");
        Api.Answer last = move(ledger);
        JsonNode statement = get(ledger + "/accounts/customers:1/entries", last);
        assertThat(statement.path("openingBalance").asInt()).isZero();
        assertThat(statement.path("closingBalance").asInt()).isEqualTo(2500);
        JsonNode data = statement.path("data");
        assertThat(texts(data, "transaction")).containsExactly("in-1", "in-2", "out");
        assertThat(texts(data, "counterparty")).containsExactly("bank", "bank", "customers:2");
        assertThat(texts(data, "reference")).containsExactly("r-1", "r-2", null);
        assertThat(texts(data, "description")).containsExactly("=first", "a, \"b\"", null);
        assertThat(texts(data, "actor")).containsExactly("ada", "ada", "eve");
        assertThat(texts(data, "requestId")).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(numbers(data, "balance")).containsExactly(1000, 3000, 2500);
        assertThat(data.get(0).path("position").isString()).isTrue();
        assertThat(data.get(0).has("stale")).isFalse();
        JsonNode march =
                get(ledger + "/accounts/customers:1/entries?order=desc&limit=1&from=2026-02-01T00:00:00Z", last);
        assertThat(march.path("openingBalance").asInt()).isEqualTo(1000);
        assertThat(march.path("closingBalance").asInt()).isEqualTo(2500);
        JsonNode rest = get(
                ledger + "/accounts/customers:1/entries?order=desc&limit=1&from=2026-02-01T00:00:00Z&cursor="
                        + march.path("next").asString(),
                last);
        assertThat(rest.path("openingBalance").asInt()).isEqualTo(1000);
        assertThat(rest.path("closingBalance").asInt()).isEqualTo(2500);
        assertThat(texts(rest.path("data"), "transaction")).containsExactly("in-2");
        assertThat(texts(get(ledger + "/accounts/customers:2/entries", last).path("data"), "counterparty"))
                .containsExactly("customers:1");
    }

    /** Their entries stand in several rows, and each still finds the other side. */
    @Test
    void everyEntryOfALongTransactionNamesItsCounterparty() {
        String ledger = ledger("long");
        IntStream.range(0, 40).forEach(i -> account(ledger, "shops:" + i, "credit"));
        String postings = IntStream.range(0, 40)
                .mapToObj(i ->
                        "{\"debit\": \"bank\", \"credit\": \"shops:" + i + "\", \"amount\": 1, \"asset\": \"EUR/2\"}")
                .collect(Collectors.joining(", "));
        Api.Answer posted = null;
        for (String time : List.of("", ", \"effectiveAt\": \"" + MARCH + "\"")) {
            posted = api.post(ledger + "/transactions", "{\"postings\": [" + postings + "]" + time + "}");
            assertThat(posted.status()).as(posted.text()).isEqualTo(201);
        }
        JsonNode data = get(ledger + "/accounts/bank/entries?limit=1000&basis=recorded", posted)
                .path("data");
        List<String> once = IntStream.range(0, 40).mapToObj(i -> "shops:" + i).toList();
        assertThat(texts(data, "counterparty").subList(0, 40)).isEqualTo(once);
        assertThat(texts(data, "counterparty").subList(40, 80)).isEqualTo(once);
    }

    @Test
    void aStatementIsAFileToo() {
        String ledger = ledger("csv");
        Api.Answer last = move(ledger);
        String path = ledger + "/accounts/customers:1/entries?position=" + last.position();
        Api.Answer file = api.get(path, "text/csv");
        assertThat(file.status()).as(file.text()).isEqualTo(200);
        assertThat(file.contentType()).startsWith("text/csv");
        assertThat(file.position()).isGreaterThanOrEqualTo(last.position());
        List<String> lines = file.text().lines().toList();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).startsWith("type,effectiveAt,recordedAt,transaction,posting,reference");
        assertThat(lines.get(1)).isEqualTo("opening,,,,,,,,,,0.00,EUR,,,,");
        assertThat(lines.get(2))
                .startsWith("entry," + JANUARY)
                .contains(",in-1,0,r-1,'=first,bank,,10.00,10.00,EUR,,ada,");
        assertThat(lines.get(3)).contains(",in-2,0,r-2,\"a, \"\"b\"\"\",bank,,20.00,30.00,EUR,,ada,");
        assertThat(lines.get(4)).contains(",out,0,,,customers:2,5.00,,25.00,EUR,,eve,");
        assertThat(lines.get(5)).isEqualTo("closing,,,,,,,,,,25.00,EUR,,,,");
        List<String> backwards =
                api.get(path + "&order=desc", "text/csv").text().lines().toList();
        assertThat(backwards.subList(2, 5)).containsExactly(lines.get(4), lines.get(3), lines.get(2));
        assertThat(api.get(path, "application/json, text/csv;q=0.5").contentType())
                .startsWith("application/json");
        assertThat(api.get(path + "&limit=1", "text/csv").code()).isEqualTo("invalid");
        assertThat(api.get(ledger + "/accounts/nobody/entries", "text/csv").status())
                .isEqualTo(404);
    }

    @Test
    void aBalanceIsToldStepByStepAndByWhatMadeIt() {
        String ledger = ledger("history");
        Api.Answer last = move(ledger);
        String account = ledger + "/accounts/customers:1";
        JsonNode history = get(account + "/history?step=month&from=2026-01-01T00:00:00Z&to=2026-04-01T00:00:00Z", last);
        assertThat(numbers(history.path("data"), "balance")).containsExactly(1000, 1000, 3000);
        assertThat(numbers(history.path("data"), "credits")).containsExactly(1000, 0, 2000);
        assertThat(get(account + "/history", last).path("data")).hasSize(30);
        JsonNode by = get(account + "/contributions", last);
        assertThat(by.path("closingBalance").asInt()).isEqualTo(2500);
        assertThat(texts(by.path("data"), "key")).containsExactly("bank", "customers:2");
        assertThat(numbers(by.path("data"), "change")).containsExactly(3000, -500);
        assertThat(numbers(by.path("data"), "entries")).containsExactly(2, 1);
        assertThat(texts(get(account + "/contributions?by=reference", last).path("data"), "key"))
                .containsExactly("r-2", "r-1", null);
        JsonNode months = get(account + "/contributions?by=month&to=2026-04-01T00:00:00Z", last)
                .path("data");
        assertThat(texts(months, "key")).containsExactly("2026-01", "2026-03");
        assertThat(numbers(months, "change")).containsExactly(1000, 2000);
        JsonNode turnover = get(ledger + "/turnover?from=2026-02-01T00:00:00Z&to=2026-04-01T00:00:00Z", last)
                .path("data");
        assertThat(texts(turnover, "prefix")).containsExactly("bank", "customers");
        assertThat(numbers(turnover, "debits")).containsExactly(2000, 0);
        assertThat(numbers(turnover, "credits")).containsExactly(0, 2000);
    }

    @Test
    void whatWouldTakeLongIsRefused() {
        String ledger = ledger("refused");
        String account = ledger + "/accounts/customers:1";
        for (String path : List.of(
                account + "/history?step=hour&from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z",
                account + "/history?step=second",
                account + "/history?from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
                account + "/contributions?by=color",
                ledger + "/turnover?depth=9",
                ledger + "/accounts?minBalance=1.5",
                ledger + "/accounts?minBalance=2&maxBalance=1",
                ledger + "/accounts?count=2")) {
            assertThat(api.get(path).code()).as(path).isEqualTo("invalid");
        }
        assertThat(api.get(ledger + "/accounts/nobody/history").status()).isEqualTo(404);
        assertThat(api.get(ledger + "/accounts/nobody/contributions").status()).isEqualTo(404);
        assertThat(api.get("/v1/ledgers/nowhere/turnover").status()).isEqualTo(404);
    }

    @Test
    void anAccountHasAVersionAndListsACount() {
        String ledger = ledger("versions");
        Api.Answer last = move(ledger);
        JsonNode account = get(ledger + "/accounts/customers:1", last);
        assertThat(account.path("version").asLong()).isEqualTo(4);
        Api.Answer frozen = api.postAs(ledger + "/accounts/customers:1/freeze", "ada", "");
        assertThat(frozen.json().path("version").asLong()).isEqualTo(5);
        JsonNode after = get(ledger + "/accounts/customers:1", frozen);
        assertThat(after.path("version").asLong()).isEqualTo(5);
        assertThat(after.path("actor").asString()).isEqualTo("ada");
        assertThat(get(ledger + "/accounts/customers:1?asOf=" + MARCH, last)
                        .path("version")
                        .isNull())
                .isTrue();
        JsonNode list = get(ledger + "/accounts?minBalance=500&maxBalance=2500&count=true&limit=1", last);
        assertThat(list.path("count").asInt()).isEqualTo(2);
        assertThat(list.path("data").get(0).path("version").asLong()).isEqualTo(5);
        assertThat(get(ledger + "/accounts?count=true", last).path("count").asInt())
                .isEqualTo(3);
        assertThat(get(ledger + "/accounts", last).has("count")).isFalse();
    }
}
