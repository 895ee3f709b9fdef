package org.tallystick.command.ledger;

import static org.tallystick.command.Scenario.move;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tallystick.command.CommandTest;
import org.tallystick.command.Scenario;
import org.tallystick.commands.Change;
import org.tallystick.commands.ChangeLedger;
import org.tallystick.commands.CreateLedger;
import org.tallystick.commands.MetadataPatch;
import org.tallystick.events.LedgerChanged;
import org.tallystick.values.LedgerName;

class LedgerCommandsTest extends CommandTest {

    @Test
    void isCreatedOnce() {
        Scenario s = scenario();
        s.when(new CreateLedger(s.ledger(), "Test", Map.of())).replayed();
        s.when(new CreateLedger(s.ledger(), "Other", Map.of())).rejected("id_reused");
        s.when(new CreateLedger(s.ledger(), "Test", Map.of("k", "v"))).rejected("id_reused");
    }

    @Test
    void isComparedWithWhatItWasCreatedWith() {
        Scenario s = scenario();
        s.when(new ChangeLedger(s.ledger(), Change.to("Renamed"), MetadataPatch.KEEP, Change.keep()))
                .created(LedgerChanged.class);
        s.when(new CreateLedger(s.ledger(), "Test", Map.of())).replayed();
        s.when(new CreateLedger(s.ledger(), "Renamed", Map.of())).rejected("id_reused");
    }

    @Test
    void changesOnlyWhatIsNamed() {
        Scenario s = scenario();
        MetadataPatch add = new MetadataPatch(false, Map.of("k", Optional.of("v")));
        s.when(new ChangeLedger(s.ledger(), Change.keep(), add, Change.keep())).created();
        s.when(new ChangeLedger(s.ledger(), Change.keep(), add, Change.keep())).replayed();
        s.lockBefore(Instant.parse("2026-01-01T00:00:00Z")).created();
        s.when(new ChangeLedger(s.ledger(), Change.keep(), new MetadataPatch(true, Map.of()), Change.keep()))
                .created();
        s.when(s.posted("t", Instant.parse("2025-12-31T23:59:59Z"), false, move("bank", "alice", 1)))
                .rejected("period_locked");
    }

    @Test
    void mustExistToBeChanged() {
        scenario()
                .when(new ChangeLedger(new LedgerName("nowhere"), Change.to("x"), MetadataPatch.KEEP, Change.keep()))
                .rejected("not_found");
    }
}
