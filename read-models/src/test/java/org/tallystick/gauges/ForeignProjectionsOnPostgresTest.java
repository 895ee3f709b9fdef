package org.tallystick.gauges;

import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;
import org.tallystick.readmodels.DatabaseTest;
import org.tallystick.readmodels.EmptyPostgres;

/** The same on PostgreSQL, each test in a database of its own. */
@ExtendWith(EmptyPostgres.class)
class ForeignProjectionsOnPostgresTest extends ForeignProjectionsTest implements DatabaseTest {
    private DataSource empty;

    @Override
    public void runOn(DataSource empty, String vendor) {
        this.empty = empty;
    }

    @Override
    List<String> database() {
        PGSimpleDataSource server = (PGSimpleDataSource) empty;
        return List.of(
                "--spring.datasource.url=" + server.getUrl(), "--spring.datasource.username=" + server.getUser());
    }
}
