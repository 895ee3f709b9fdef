package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.command.Scenario.move;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.Scenario;
import org.tallystick.eventstore.EventLogException;

/** What was changed behind the back of the store is found, and never believed. */
class DamageTest {

    private static void flipByte(JdbcTemplate jdbc, String table, String key, Object value) {
        byte[] data = jdbc.queryForObject("SELECT data FROM " + table + " WHERE " + key + " = ?", byte[].class, value);
        data[data.length / 2] ^= 1;
        jdbc.update("UPDATE " + table + " SET data = ? WHERE " + key + " = ?", data, value);
    }

    @Test
    void aChangedRowOfTheJournalIsNotRead() {
        try (CommandFixture fixture = CommandFixture.onH2()) {
            Scenario.in(fixture).post("t", move("bank", "alice", 1)).created();
            long head = fixture.head();
            flipByte(new JdbcTemplate(fixture.database()), "journal", "position", head);
            fixture.restart();
            assertThatThrownBy(() -> fixture.eventsAfter(0))
                    .isInstanceOf(EventLogException.class)
                    .hasMessageContaining("position " + head);
        }
    }

    @Test
    void anAccountIsNotLoadedFromAChangedRow() {
        try (CommandFixture fixture = CommandFixture.onH2()) {
            Scenario scenario = Scenario.in(fixture);
            scenario.post("t", move("bank", "alice", 1)).created();
            long head = fixture.head();
            flipByte(new JdbcTemplate(fixture.database()), "journal", "position", head);
            fixture.restart();
            assertThatThrownBy(() -> scenario.post("last", move("alice", "bank", 1)))
                    .hasStackTraceContaining("position " + head);
        }
    }
}
