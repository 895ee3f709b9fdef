package org.tallystick.command.engine;

import static org.tallystick.command.Scenario.move;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tallystick.command.CommandTest;
import org.tallystick.command.Scenario;
import org.tallystick.commands.FreezeAccount;
import org.tallystick.events.EventMetadata;
import org.tallystick.values.Address;

class IdempotencyKeysTest extends CommandTest {
    private static final Map<String, String> KEY = Map.of(EventMetadata.IDEMPOTENCY_KEY, "digest-of-a-key");

    @Test
    void ofOtherContentUnderTheSameKeyNothingIsStoredAndNothingRemembered() {
        Scenario s = scenario();
        s.when(s.posted("t", null, false, move("bank", "alice", 100)), KEY).created();
        s.when(s.posted("u", null, false, move("bank", "alice", 7)), KEY).rejected("id_reused");
        s.post("v", move("bank", "alice", 1)).created().counters("alice", 0, 101, 0, 0);
        s.post("u", move("bank", "alice", 7)).created().counters("alice", 0, 108, 0, 0);
    }

    @Test
    void theSameContentIsARepetition() {
        Scenario s = scenario();
        s.when(s.posted("t", null, false, move("bank", "alice", 100)), KEY).created();
        s.when(s.posted("t", null, false, move("bank", "alice", 100)), KEY).replayed();
        s.when(s.posted("t", null, true, move("bank", "alice", 101)), KEY).rejected("id_reused");
    }

    @Test
    void anAccountIsAnsweredAsTheFirstCommandLeftIt() {
        Scenario s = scenario();
        FreezeAccount freeze = new FreezeAccount(s.ledger(), new Address("alice"));
        s.when(freeze, KEY).created();
        s.unfreeze("alice").created();
        s.when(freeze, KEY).replayed();
        s.post("t", move("bank", "alice", 1)).created();
    }
}
