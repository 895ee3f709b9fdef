package org.tallystick.query.entry;

import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tallystick.query.projection.EmptyPostgres;

/** The same on PostgreSQL. */
class TimeBasesOnPostgresTest extends TimeBasesTest {
    @RegisterExtension
    static final EmptyPostgres POSTGRES = new EmptyPostgres();

    @Override
    protected DataSource emptyDatabase() {
        return POSTGRES.database();
    }

    @Override
    protected String vendor() {
        return "postgresql";
    }
}
