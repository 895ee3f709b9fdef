package org.tallystick.query.projection;

import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

/** The same on PostgreSQL, each test in a database of its own. */
class ProjectionEngineOnPostgresTest extends ProjectionEngineTest {
    private static final EmptyPostgres POSTGRES = new EmptyPostgres();

    @AfterAll
    static void end() throws IOException {
        POSTGRES.close();
    }

    @Override
    DataSource emptyDatabase() {
        return POSTGRES.database();
    }

    @Override
    String vendor() {
        return "postgresql";
    }
}
