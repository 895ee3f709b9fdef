package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a list costs: no scan of a table, and as many statements for a thousand rows as for one. */
class QueryPlanTest extends ApiTest {
    private static final int TRANSACTIONS = 3_000;
    private static final int PAYMENTS = 1_000;
    private static final int ORDERS = 100;
    private static final String[] LEDGERS = {"plan-one", "plan-two"};
    private static Plans plans;
    private static final String INSTANT = "2026-03-31T12:00:00Z";

    @BeforeAll
    static void fill() throws SQLException {
        Api.Answer last = null;
        for (String name : LEDGERS) {
            String ledger = ledger(name);
            for (int i = 0; i < 100; i++) {
                account(ledger, "many:" + i, "credit");
            }
            api.patch(ledger + "/accounts/many:1", "{\"metadata\": {\"kind\": \"one\"}}");
            for (int from = 0; from < TRANSACTIONS; from += 500) {
                StringBuilder lines = new StringBuilder();
                for (int i = from; i < from + 500; i++) {
                    String more = ", \"reference\": \"r" + i % 50 + "\", \"metadata\": {\"k\": \"" + i % 50
                            + "\"}"
                            + (i % 3 == 0 ? "" : ", \"effectiveAt\": \"2026-0" + (1 + i % 9) + "-15T00:00:00Z\"")
                            + (i % 20 == 0 ? ", \"pending\": true" : "");
                    lines.append(posting("t" + i, "bank", "many:" + i % 100, "1", more))
                            .append('\n');
                }
                last = api.post(ledger + "/batches", "application/x-ndjson", lines.toString());
            }
        }
        undated();
        for (int i = 0; i < PAYMENTS; i++) {
            last = pay(i);
        }
        for (int i = 0; i < ORDERS; i++) {
            order(i);
            last = move(i);
        }
        for (String list : new String[] {"payments", "transfers", "standing-orders"}) {
            assertThat(api.getWhenThere("/v1/" + list + "?position=" + last.position())
                            .status())
                    .isEqualTo(200);
        }
        assertThat(api.getWhenThere("/v1/ledgers/plan-one/accounts?position=" + last.position())
                        .status())
                .isEqualTo(200);
        plans = Plans.of(server);
        plans.prepare();
    }

    /** One account has entries without texts and of one time, another the other sides of those, and one text. */
    private static void undated() {
        String ledger = "/v1/ledgers/" + LEDGERS[0];
        account(ledger, "cash:1", "debit");
        account(ledger, "cash:2", "credit");
        account(ledger, "cash:3", "credit");
        for (int i = 0; i < 60; i++) {
            transfer(ledger, "u" + i, "cash:1", "cash:2", "1");
        }
        String text = ", \"description\": \"rent\"";
        assertThat(api.post(ledger + "/transactions", posting("u", "cash:2", "cash:3", "1", text))
                        .status())
                .isEqualTo(201);
    }

    /** Most of them wait for a year to come. */
    private static Api.Answer pay(int number) {
        String ledger = LEDGERS[number % 2];
        api.put(
                "/v1/ledgers/" + ledger + "/accounts/assets:interbank:bank" + number % 50,
                "{\"asset\": \"EUR/2\", \"normal\": \"debit\"}");
        Api.Answer answer = api.post(
                "/v1/payments",
                "{\"id\": \"p" + number + "\", \"ledger\": \"" + ledger + "\", \"payer\": \"many:" + number % 100
                        + "\", \"amount\": 1, \"asset\": \"EUR/2\", \"rail\": \"simulator\", \"beneficiary\":"
                        + " {\"name\": \"A\", \"account\": \"1\", \"bank\": \"bank" + number % 50
                        + "\"}, \"reference\": \"r"
                        + number % 50 + "\", \"metadata\": {\"k\": \"" + number % 50 + "\"}"
                        + (number % 10 == 0 ? "" : ", \"executeAt\": \"2090-01-01T00:00:00Z\"") + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?ledger=plan-one",
                "?payer=many:3",
                "?rail=simulator",
                "?state=settled",
                "?state=settled,unknown,held",
                "?state=settled,unknown&ledger=plan-one&payer=many:3",
                "?ended=true",
                "?ended=false&rail=simulator",
                "?messageId=none",
                "?railReference=none",
                "?standingOrder=none",
                "/counts",
                "/counts?ledger=plan-one&rail=simulator&asset=EUR/2",
                "/counts?payer=many:3",
                "?asset=EUR/2",
                "?reference=r1",
                "?metadata%5Bk%5D=1",
                "?from=" + INSTANT,
                "?to=" + INSTANT,
                "?ledger=plan-one&state=settled&metadata%5Bk%5D=1&from=" + INSTANT + "&to=2090-01-01T00:00:00Z",
                "/p1",
                "/p1/chain",
                "/in-flight",
                "/in-flight?ledger=plan-one",
            })
    void noPaymentsAreScannedOrSorted(String path) throws SQLException {
        Assumptions.assumeTrue(
                plans instanceof H2Plans, "PostgreSQL scans so few payments rather than use an index for them");
        readsByIndexOnly("/v1/payments" + path);
    }

    /** It waits for a year to come. */
    private static void order(int number) {
        Api.Answer answer = api.put(
                "/v1/standing-orders/o" + number,
                "{\"ledger\": \"" + LEDGERS[number % 2] + "\", \"payer\": \"many:" + number
                        + "\", \"amount\": 1, \"asset\": \"EUR/2\", \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"A\","
                        + " \"account\": \"1\", \"bank\": \"bank1\"}, \"reference\": \"r" + number % 50
                        + "\", \"metadata\": {\"k\": \"" + number % 50
                        + "\"}, \"schedule\": {\"every\": \"day\"}, \"zone\": \"UTC\", \"first\": \"2090-01-01\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private static Api.Answer move(int number) {
        if (number == 0) {
            account("/v1/ledgers/plan-one", "exchange:plan-two", "credit");
            account("/v1/ledgers/plan-two", "exchange:plan-one", "debit");
        }
        String leg =
                "{\"ledger\": \"plan-%s\", \"account\": \"many:" + number + "\", \"amount\": 1, \"asset\": \"EUR/2\"}";
        Api.Answer answer = api.post(
                "/v1/transfers",
                "{\"from\": " + leg.formatted("one") + ", \"to\": " + leg.formatted("two") + ", \"reference\": \"r"
                        + number % 50 + "\", \"metadata\": {\"k\": \"" + number % 50 + "\"}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/transfers",
                "/transfers?ledger=plan-one",
                "/transfers?ledger=plan-two&account=many:3",
                "/transfers?state=completed,held",
                "/transfers?ended=true",
                "/transfers?reference=r1",
                "/transfers?metadata%5Bk%5D=1",
                "/transfers?from=" + INSTANT + "&to=2090-01-01T00:00:00Z",
                "/transfers?ledger=plan-one&state=completed&metadata%5Bk%5D=1&from=" + INSTANT,
                "/standing-orders",
                "/standing-orders?ledger=plan-one",
                "/standing-orders?payer=many:3",
                "/standing-orders?rail=simulator",
                "/standing-orders?asset=EUR/2",
                "/standing-orders?state=active,paused",
                "/standing-orders?reference=r1",
                "/standing-orders?metadata%5Bk%5D=1",
                "/standing-orders?from=" + INSTANT + "&to=2090-01-01T00:00:00Z",
                "/standing-orders?ledger=plan-one&payer=many:2&state=active&metadata%5Bk%5D=2&from=" + INSTANT,
                "/standing-orders/o1",
            })
    void noTransfersOrStandingOrdersAreScannedOrSorted(String path) throws SQLException {
        Assumptions.assumeTrue(
                plans instanceof H2Plans, "PostgreSQL scans so few rows rather than use an index for them");
        readsByIndexOnly("/v1" + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/accounts",
                "/accounts?prefix=many:",
                "/accounts?asset=EUR/2",
                "/accounts?status=frozen",
                "/accounts?prefix=many:&asset=EUR/2&status=open&metadata%5Bkind%5D=one",
                "/accounts?metadata%5Bkind%5D=one&metadata%5Bother%5D=two",
                "/accounts?metadata%5Bkind%5D=one",
                "/accounts?status=frozen&asset=EUR/2",
                "/accounts?status=open&metadata%5Bkind%5D=one&prefix=many:&count=true",
                "/accounts?status=open&metadata%5Bkind%5D=one&minBalance=1&count=true",
                "/accounts?minBalance=1&count=true",
                "/accounts?prefix=many:&count=true",
                "/accounts/many:1",
                "/accounts/bank/history",
                "/accounts/bank/history?basis=recorded",
                "/accounts/bank/history?step=hour&from=2026-03-30T00:00:00Z&to=2026-04-01T00:00:00Z",
                "/accounts/bank/contributions",
                "/accounts/bank/contributions?by=month",
                "/accounts/bank/contributions?by=reference&basis=recorded",
                "/accounts/many:1?asOf=" + INSTANT,
                "/accounts/many:1?basis=recorded&asOf=" + INSTANT,
                "/accounts/bank/entries",
                "/accounts/bank/entries?order=desc",
                "/accounts/cash:1/entries?order=desc",
                "/accounts/cash:2/entries?order=desc",
                "/accounts/bank/entries?basis=recorded",
                "/accounts/bank/entries?basis=recorded&order=desc&from=" + INSTANT,
                "/accounts/bank/entries?from=" + INSTANT + "&to=2026-05-01T00:00:00Z",
                "/transactions",
                "/transactions?account=many:1",
                "/transactions?reference=r1",
                "/transactions?state=pending",
                "/transactions?state=posted",
                "/transactions?metadata%5Bk%5D=1",
                "/transactions?account=many:1&state=posted&metadata%5Bk%5D=1",
                "/transactions?from=" + INSTANT,
                "/transactions?reference=r1&state=posted&from=" + INSTANT + "&to=2030-01-01T00:00:00Z",
                "/transactions?order=asc",
                "/transactions?account=many:1&order=asc",
                "/transactions?account=many:1&side=credit&reference=r1",
                "/transactions?prefix=many:&minAmount=1",
                "/transactions?prefix=many:1&side=credit&maxAmount=1",
                "/transactions?reversed=true",
                "/transactions?reversed=false",
                "/transactions?state=pending,voided",
                "/transactions?state=posted,pending&order=asc",
                "/transactions?metadata%5Bk%5D",
                "/transactions?metadata%5Bk%5D&reference=r1",
                "/transactions?metadata%5Bk%5D=1&reference=r1&state=pending&reversed=true&minAmount=2",
                "/transactions?basis=effective&from=" + INSTANT + "&to=2026-05-01T00:00:00Z",
                "/transactions/t1",
                "/balances",
                "/balances?depth=2&prefix=many:",
                "/balances?depth=2&asOf=" + INSTANT,
                "/balances?depth=2&prefix=many:&basis=recorded&asOf=" + INSTANT,
                "/turnover?prefix=many:&from=" + INSTANT,
                "/trial-balance",
                "/trial-balance?asOf=" + INSTANT,
                "/trial-balance?basis=recorded&asOf=" + INSTANT,
            })
    void noTableIsScannedAndNoListSorted(String path) throws SQLException {
        readsByIndexOnly("/v1/ledgers/plan-one" + path);
    }

    private static void readsByIndexOnly(String path) throws SQLException {
        plans.statements();
        assertThat(api.get(path).status()).isEqualTo(200);
        Map<String, Integer> executed = plans.statements();
        assertThat(executed).isNotEmpty();
        for (String sql : executed.keySet()) {
            String plan = plans.plan(sql);
            assertThat(plans.scans(plan) || sql.contains(" LIMIT ") && plans.sorts(plan))
                    .as(sql + "\n" + plan)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/ledgers/plan-one/accounts",
                "/v1/ledgers/plan-one/accounts/bank/entries",
                "/v1/ledgers/plan-one/transactions",
                "/v1/ledgers/plan-one/balances?depth=2",
                "/v1/payments",
                "/v1/transfers",
                "/v1/standing-orders"
            })
    void aLongListTakesNoMoreStatementsThanAShortOne(String path) throws SQLException {
        String limit = path.contains("?") ? "&limit=" : "?limit=";
        plans.statements();
        api.get(path + limit + 1);
        int few = plans.statements().values().stream().mapToInt(count -> count).sum();
        api.get(path + limit + 1_000);
        assertThat(plans.statements().values().stream().mapToInt(count -> count).sum())
                .isLessThanOrEqualTo(few);
    }

    @ParameterizedTest
    @CsvSource({"cash:1, 2", "cash:2, 3"})
    void theNewestEntriesTakeTwoStatementsAndTheirTextsOneMore(String account, int expected) throws SQLException {
        String path = "/v1/ledgers/plan-one/accounts/" + account + "/entries?order=desc";
        plans.statements();
        JsonNode statement = api.get(path).json();
        Map<String, Integer> executed = plans.statements();
        assertThat(statement.path("data")).hasSize(50);
        assertThat(executed.values().stream().mapToInt(count -> count).sum())
                .as(executed.toString())
                .isEqualTo(expected);
    }

    @Test
    void aScanWouldBeFound() throws SQLException {
        assertThat(plans.scans(plans.plan("SELECT COUNT(posting) FROM dated_entry_v1 WHERE posting = 7")))
                .isTrue();
    }
}
