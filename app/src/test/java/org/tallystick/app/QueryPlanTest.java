package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.query.projection.ProjectionEngine;

/** What a list costs: no scan of a table, and as many statements for a thousand rows as for one. */
class QueryPlanTest extends ApiTest {
    private static final int TRANSACTIONS = 3_000;
    private static final String[] LEDGERS = {"plan-one", "plan-two"};
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
                            + "\"}, \"effectiveAt\": \"2026-0" + (1 + i % 9) + "-15T00:00:00Z\""
                            + (i % 20 == 0 ? ", \"pending\": true" : "");
                    lines.append(posting("t" + i, "bank", "many:" + i % 100, "1", more))
                            .append('\n');
                }
                last = api.post(ledger + "/batches", "application/x-ndjson", lines.toString());
            }
        }
        assertThat(api.getWhenThere("/v1/ledgers/plan-one/accounts?position=" + last.position())
                        .status())
                .isEqualTo(200);
        try (Connection connection = readModels().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE");
            statement.execute("SET QUERY_STATISTICS TRUE");
            statement.execute("SET QUERY_STATISTICS_MAX_ENTRIES 10000");
        }
    }

    private static DataSource readModels() {
        return Objects.requireNonNull(
                server.getBean(ProjectionEngine.class).serving("entries").jdbc().getDataSource());
    }

    /** The statements on read models since the last call, and how often each was executed. */
    private static Map<String, Integer> statements() throws SQLException {
        Map<String, Integer> executed = new TreeMap<>();
        try (Connection connection = readModels().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT SQL_STATEMENT, EXECUTION_COUNT FROM INFORMATION_SCHEMA.QUERY_STATISTICS")) {
                while (rows.next()) {
                    String sql = rows.getString(1);
                    if (sql.startsWith("SELECT") && sql.matches("(?s).*_v1\\b.*")) {
                        executed.put(sql, rows.getInt(2));
                    }
                }
            }
            statement.execute("SET QUERY_STATISTICS FALSE");
            statement.execute("SET QUERY_STATISTICS TRUE");
        }
        return executed;
    }

    private static String plan(String sql) throws SQLException {
        try (Connection connection = readModels().getConnection();
                PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
            for (int i = 1; i <= explain.getParameterMetaData().getParameterCount(); i++) {
                explain.setObject(i, null);
            }
            try (ResultSet rows = explain.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/accounts",
                "/accounts?prefix=many:",
                "/accounts?asset=EUR/2",
                "/accounts?status=frozen",
                "/accounts?metadata%5Bkind%5D=one",
                "/accounts/many:1",
                "/accounts/many:1?asOf=" + INSTANT,
                "/accounts/many:1?basis=recorded&asOf=" + INSTANT,
                "/accounts/bank/entries",
                "/accounts/bank/entries?order=desc",
                "/accounts/bank/entries?basis=recorded",
                "/accounts/bank/entries?basis=recorded&order=desc&from=" + INSTANT,
                "/accounts/bank/entries?from=" + INSTANT + "&to=2026-05-01T00:00:00Z",
                "/transactions",
                "/transactions?account=many:1",
                "/transactions?reference=r1",
                "/transactions?state=pending",
                "/transactions?metadata%5Bk%5D=1",
                "/transactions?account=many:1&state=posted&metadata%5Bk%5D=1",
                "/transactions?from=" + INSTANT,
                "/transactions/t1",
                "/balances",
                "/balances?depth=2&prefix=many:",
                "/trial-balance",
                "/trial-balance?asOf=" + INSTANT,
                "/trial-balance?basis=recorded&asOf=" + INSTANT,
            })
    void noTableIsScanned(String path) throws SQLException {
        statements();
        assertThat(api.get("/v1/ledgers/plan-one" + path).status()).isEqualTo(200);
        Map<String, Integer> executed = statements();
        assertThat(executed).isNotEmpty();
        for (String sql : executed.keySet()) {
            assertThat(plan(sql)).as(sql).doesNotContain(".tableScan");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/accounts", "/accounts/bank/entries", "/transactions", "/balances?depth=2"})
    void aLongListTakesNoMoreStatementsThanAShortOne(String path) throws SQLException {
        String limit = path.contains("?") ? "&limit=" : "?limit=";
        statements();
        api.get("/v1/ledgers/plan-one" + path + limit + 1);
        int few = statements().values().stream().mapToInt(count -> count).sum();
        api.get("/v1/ledgers/plan-one" + path + limit + 1_000);
        assertThat(statements().values().stream().mapToInt(count -> count).sum())
                .isEqualTo(few);
    }

    @Test
    void aScanWouldBeFound() throws SQLException {
        assertThat(plan("SELECT COUNT(posting) FROM entry_v1 WHERE posting = 7"))
                .contains(".tableScan");
    }
}
