package org.tallystick.command.violations;

import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.readmodels.Tables;

/** Breaks the rules of the command side, so that a test can see them fail. */
public final class KnowsQueriesDecision {
    public Tables tables;
    public JdbcTemplate database;

    public Instant now() {
        return Instant.now();
    }
}
