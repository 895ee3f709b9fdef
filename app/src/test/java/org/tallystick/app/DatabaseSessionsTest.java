package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

@OnPostgres
class DatabaseSessionsTest extends ApiTest {

    @Test
    void indexesAreUsedHoweverSmallATableWasWhenAStatementWasPlanned() {
        JdbcTemplate jdbc = new JdbcTemplate(server.getBean(DataSource.class));
        assertThat(jdbc.queryForObject("SHOW enable_seqscan", String.class)).isEqualTo("off");
        assertThat(jdbc.queryForObject("SHOW jit", String.class)).isEqualTo("off");
    }

    @Test
    void streamsCompareByTheirBytes() {
        JdbcTemplate jdbc = new JdbcTemplate(server.getBean(DataSource.class));
        assertThat(jdbc.queryForList(
                        "SELECT DISTINCT collation_name FROM information_schema.columns WHERE column_name = 'stream'"
                                + " AND table_name IN ('stream_block', 'hold_expiry')",
                        String.class))
                .containsExactly("C");
    }
}
