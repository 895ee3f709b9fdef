package org.tallystick.command.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tallystick.command.CommandFixture;

/** Random commands against an independent model of the rules; a seed that fails is named. */
class SimulationTest {
    private static final String[] CODES = {
        "ok",
        "replay",
        "invalid",
        "id_reused",
        "not_found",
        "account_not_found",
        "account_closed",
        "account_frozen",
        "asset_mismatch",
        "period_locked",
        "already_posted",
        "already_voided",
        "transaction_expired",
        "already_reversed",
        "is_reversal",
        "not_pending",
        "not_posted",
        "account_not_empty",
        "exceeds_held",
        "amount_overflow",
        "ceiling_exceeded",
        "insufficient_funds",
        "limit_violated"
    };

    @Test
    void agreesWithTheModelOnH2() {
        Map<String, Integer> codes = new TreeMap<>();
        long first = Long.getLong("test.seed", 1);
        try (CommandFixture fixture = CommandFixture.onH2()) {
            for (long seed = first; seed < first + 30; seed++) {
                simulate(fixture, seed, 400, codes);
            }
        }
        assertThat(codes.keySet()).as("codes that the simulation met").contains(CODES);
    }

    @Test
    void agreesWithTheModelOnPostgresql() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                CommandFixture fixture = CommandFixture.over(postgres.getPostgresDatabase(), "postgresql")) {
            for (long seed = 1_001; seed < 1_004; seed++) {
                simulate(fixture, seed, 400, new TreeMap<>());
            }
        }
    }

    private static void simulate(CommandFixture fixture, long seed, int steps, Map<String, Integer> codes) {
        try {
            new Simulation(fixture, seed, codes).run(steps);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
