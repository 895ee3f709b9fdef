package org.tallystick.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

record H2Plans(DataSource database) implements Plans {

    @Override
    public void prepare() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE");
            statement.execute("SET QUERY_STATISTICS TRUE");
            statement.execute("SET QUERY_STATISTICS_MAX_ENTRIES 10000");
        }
    }

    @Override
    public Map<String, Integer> statements() throws SQLException {
        Map<String, Integer> executed = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT SQL_STATEMENT, EXECUTION_COUNT FROM INFORMATION_SCHEMA.QUERY_STATISTICS")) {
                while (rows.next()) {
                    String sql = rows.getString(1);
                    if (sql.startsWith("SELECT") && sql.matches("(?s).*_v1\\b.*") && !Plans.isOfMetrics(sql)) {
                        executed.put(sql, rows.getInt(2));
                    }
                }
            }
            statement.execute("SET QUERY_STATISTICS FALSE");
            statement.execute("SET QUERY_STATISTICS TRUE");
        }
        return executed;
    }

    @Override
    public String plan(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
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

    @Override
    public boolean scans(String plan) {
        return plan.contains(".tableScan");
    }

    @Override
    public boolean sorts(String plan) {
        return plan.contains("ORDER BY") && !plan.contains("index sorted");
    }
}
