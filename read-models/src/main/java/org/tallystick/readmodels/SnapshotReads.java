package org.tallystick.readmodels;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.tallystick.storage.Database;

/**
 * Transactions of reads, all statements of which see one moment.
 *
 * <p>H2 repeats reads of a table from the moment of its first use, and only its highest level fixes all tables at once. On
 * PostgreSQL the level is set for the transaction, together with its begin: Spring would ask the connection for its level,
 * set it, and set it back, three statements more than a read of a few rows has.
 */
final class SnapshotReads extends DataSourceTransactionManager {
    private static final long serialVersionUID = 1L;

    private SnapshotReads(DataSource database) {
        super(database);
    }

    static TransactionTemplate reading(DataSource dataSource, Database database) {
        boolean h2 = database == Database.H2;
        TransactionTemplate reading = new TransactionTemplate(
                h2 ? new DataSourceTransactionManager(dataSource) : new SnapshotReads(dataSource));
        reading.setReadOnly(true);
        if (h2) {
            reading.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
        }
        return reading;
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        }
    }
}
