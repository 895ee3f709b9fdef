package org.tallystick.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/**
 * A ledger as one would write it with tables in PostgreSQL: a row per account, transaction and entry, one database
 * transaction per transfer, accounts locked in the order of their numbers. It keeps the same rules: ids make repeats
 * harmless, floors hold, an account is open and of the asset; an entry has the running balance.
 */
final class PlainSqlContestant implements Contestant {
    private static final int CONNECTIONS = 32;
    private static final String TABLES = """
            CREATE TABLE IF NOT EXISTS accounts (id INT PRIMARY KEY, asset TEXT NOT NULL, status TEXT NOT NULL,
                floor NUMERIC(38), debits NUMERIC(38) NOT NULL, credits NUMERIC(38) NOT NULL);
            CREATE TABLE IF NOT EXISTS transactions (id TEXT PRIMARY KEY, recorded_at TIMESTAMPTZ NOT NULL,
                debit INT NOT NULL, credit INT NOT NULL, amount NUMERIC(38) NOT NULL);
            CREATE TABLE IF NOT EXISTS entries (id BIGSERIAL PRIMARY KEY, account INT NOT NULL, transaction TEXT NOT NULL,
                amount NUMERIC(38) NOT NULL, balance NUMERIC(38) NOT NULL);
            CREATE INDEX IF NOT EXISTS entries_by_account ON entries (account, id);
            """;
    private static final String INSERT_TRANSACTION =
            "INSERT INTO transactions VALUES (?, now(), ?, ?, ?)" + " ON CONFLICT (id) DO NOTHING";
    private static final String LOCK =
            "SELECT id, asset, status, floor, debits, credits FROM accounts WHERE id IN (?, ?) ORDER BY id FOR UPDATE";
    private static final String UPDATE = "UPDATE accounts SET debits = debits + ?, credits = credits + ? WHERE id = ?";
    private static final String INSERT_ENTRIES =
            "INSERT INTO entries (account, transaction, amount, balance) VALUES (?, ?, ?, ?), (?, ?, ?, ?)";

    private final HikariDataSource database;

    PlainSqlContestant(String url) throws SQLException {
        database = Databases.pool(url, CONNECTIONS, false);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLES);
            connection.commit();
        }
    }

    @Override
    public void open(int accounts) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO accounts SELECT n, 'EUR/2', 'open', NULL, 0, 0 FROM generate_series(0, ?) n"
                                + " ON CONFLICT DO NOTHING")) {
            insert.setInt(1, accounts - 1);
            insert.executeUpdate();
            connection.commit();
        }
    }

    @Override
    public boolean isBlocking() {
        return true;
    }

    @Override
    public void begin(Transfer transfer, Consumer<Throwable> done) {
        if (transfer.kind() != Transfer.Kind.POST) {
            throw new UnsupportedOperationException(transfer.kind() + " is not compared");
        }
        try (Connection connection = database.getConnection()) {
            post(transfer, connection);
            connection.commit();
            done.accept(null);
        } catch (SQLException e) {
            done.accept(e);
        }
    }

    private static void post(Transfer transfer, Connection connection) throws SQLException {
        int debit = transfer.accounts().debit();
        int credit = transfer.accounts().credit();
        try (PreparedStatement insert = connection.prepareStatement(INSERT_TRANSACTION)) {
            insert.setString(1, transfer.id());
            insert.setInt(2, debit);
            insert.setInt(3, credit);
            insert.setBigDecimal(4, BigDecimal.ONE);
            if (insert.executeUpdate() == 0) {
                throw new SQLException("the id was used before");
            }
        }
        BigDecimal[] balances = lockAndCheck(debit, credit, connection);
        addTo(debit, BigDecimal.ONE, BigDecimal.ZERO, connection);
        addTo(credit, BigDecimal.ZERO, BigDecimal.ONE, connection);
        try (PreparedStatement insert = connection.prepareStatement(INSERT_ENTRIES)) {
            entry(insert, 1, debit, transfer.id(), BigDecimal.ONE.negate(), balances[0]);
            entry(insert, 5, credit, transfer.id(), BigDecimal.ONE, balances[1]);
            insert.executeUpdate();
        }
    }

    /** The balances of the two accounts after the transfer. */
    private static BigDecimal[] lockAndCheck(int debit, int credit, Connection connection) throws SQLException {
        BigDecimal[] balances = new BigDecimal[2];
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setInt(1, debit);
            lock.setInt(2, credit);
            try (ResultSet row = lock.executeQuery()) {
                while (row.next()) {
                    boolean isDebit = row.getInt("id") == debit;
                    balances[isDebit ? 0 : 1] = checked(row, isDebit);
                }
            }
        }
        if (balances[0] == null || balances[1] == null) {
            throw new SQLException("an account does not exist");
        }
        return balances;
    }

    private static BigDecimal checked(ResultSet row, boolean isDebit) throws SQLException {
        BigDecimal balance = row.getBigDecimal("credits").subtract(row.getBigDecimal("debits"));
        BigDecimal after = isDebit ? balance.subtract(BigDecimal.ONE) : balance.add(BigDecimal.ONE);
        BigDecimal floor = row.getBigDecimal("floor");
        if (!row.getString("status").equals("open") || !row.getString("asset").equals("EUR/2")) {
            throw new SQLException("the account is not open or of another asset");
        } else if (isDebit && floor != null && after.compareTo(floor) < 0) {
            throw new SQLException("the account would pass its floor");
        }
        return after;
    }

    private static void addTo(int account, BigDecimal debits, BigDecimal credits, Connection connection)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            update.setBigDecimal(1, debits);
            update.setBigDecimal(2, credits);
            update.setInt(3, account);
            update.executeUpdate();
        }
    }

    private static void entry(
            PreparedStatement insert, int from, int account, String transaction, BigDecimal amount, BigDecimal balance)
            throws SQLException {
        insert.setInt(from, account);
        insert.setString(from + 1, transaction);
        insert.setBigDecimal(from + 2, amount);
        insert.setBigDecimal(from + 3, balance);
    }

    @Override
    public void close() {
        database.close();
    }
}
