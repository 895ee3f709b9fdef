package org.tallystick.query.projection;

import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same on PostgreSQL, each test in a database of its own. */
class ProjectionEngineOnPostgresTest extends ProjectionEngineTest {
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
