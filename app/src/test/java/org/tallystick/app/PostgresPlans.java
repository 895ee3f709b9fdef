package org.tallystick.app;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** The planner is told to scan a table only where nothing else is possible, since small tables are scanned rightly. */
record PostgresPlans(DataSource database) implements Plans {
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    @Override
    public void prepare() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE");
            statement.execute("CREATE EXTENSION pg_stat_statements");
        }
    }

    @Override
    public Map<String, Integer> statements() throws SQLException {
        Map<String, Integer> executed = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT query, calls FROM pg_stat_statements WHERE dbid ="
                    + " (SELECT oid FROM pg_database WHERE datname = current_database())"
                    + " AND query LIKE 'SELECT%' AND query ~ '_v1\\y'")) {
                while (rows.next()) {
                    if (!Plans.isOfMetrics(rows.getString(1))) {
                        executed.merge(rows.getString(1), rows.getInt(2), Integer::sum);
                    }
                }
            }
            statement.execute("SELECT pg_stat_statements_reset()");
        }
        return executed;
    }

    @Override
    public String plan(String sql) throws SQLException {
        int parameters = PARAMETER
                .matcher(sql)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .max()
                .orElse(0);
        String nulls = parameters == 0 ? "" : "(" + String.join(", ", Collections.nCopies(parameters, "NULL")) + ")";
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL enable_seqscan = off");
            statement.execute("SET LOCAL enable_bitmapscan = off");
            statement.execute("SET LOCAL enable_sort = off");
            statement.execute("SET LOCAL plan_cache_mode = force_generic_plan");
            statement.execute("PREPARE planned AS " + sql);
            StringBuilder plan = new StringBuilder();
            try (ResultSet rows = statement.executeQuery("EXPLAIN EXECUTE planned" + nulls)) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            statement.execute("DEALLOCATE planned");
            connection.rollback();
            return plan.toString();
        }
    }

    @Override
    public boolean sorts(String plan) {
        return plan.contains("Sort Key:");
    }

    @Override
    public boolean scans(String plan) {
        return Arrays.stream(plan.split("->"))
                .anyMatch(node -> node.contains("Seq Scan")
                        || node.contains("Index") && node.contains(" Scan ") && !node.contains("Index Cond:"));
    }
}
