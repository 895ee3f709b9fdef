package org.tallystick.saga.engine;

import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** How many sagas of a kind should have been woken. */
public final class OverdueDeadlines {
    private final JdbcTemplate jdbc;
    private final String count;

    /** @param noun what each saga belongs to, as in {@link SagaKind} */
    public OverdueDeadlines(DataSource sagas, String noun) {
        jdbc = new JdbcTemplate(sagas);
        count = "SELECT COUNT(*) FROM " + noun + "_saga WHERE wakes_at <= ?";
    }

    public long before(Instant instant) {
        return jdbc.queryForObject(count, Long.class, instant.toEpochMilli());
    }
}
