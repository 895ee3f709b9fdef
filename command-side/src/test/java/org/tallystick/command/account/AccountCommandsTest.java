package org.tallystick.command.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.command.Scenario.move;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tallystick.command.CommandTest;
import org.tallystick.command.Scenario;
import org.tallystick.commands.Change;
import org.tallystick.commands.ChangeAccount;
import org.tallystick.commands.MetadataPatch;
import org.tallystick.commands.OpenAccount;
import org.tallystick.events.AccountChanged;
import org.tallystick.events.AccountClosed;
import org.tallystick.events.AccountFrozen;
import org.tallystick.events.AccountOpened;
import org.tallystick.events.AccountUnfrozen;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;

/** Opening, changing, freezing, unfreezing and closing. */
class AccountCommandsTest extends CommandTest {

    private static Change<BigInteger> to(long value) {
        return Change.to(BigInteger.valueOf(value));
    }

    @Test
    void opensOnceAndComparesWithWhatItWasOpenedWith() {
        Scenario s = scenario().open("a", Side.CREDIT, 0L, 5L).created(AccountOpened.class);
        s.change("a", Change.keep(), to(9)).created(AccountChanged.class);
        s.open("a", Side.CREDIT, 0L, 5L).replayed();
        assertThat(s.account().state().ceiling()).isEqualTo(BigInteger.valueOf(9));
        s.open("a", Side.CREDIT, 0L, 9L).rejected("id_reused");
        s.open("a", Side.DEBIT, 0L, 5L).rejected("id_reused");
    }

    @Test
    void aNewAccountIsWithinItsLimits() {
        Scenario s = scenario();
        s.open("a", Side.CREDIT, 1L, null).rejected("limit_violated");
        s.open("a", Side.CREDIT, -5L, -1L).rejected("limit_violated");
        s.open("a", Side.CREDIT, 0L, 0L).created();
    }

    @Test
    void aFloorAboveTheCeilingIsInvalidBeforeAnythingIsLookedUp() {
        assertThatThrownBy(() -> scenario().open("alice", Side.CREDIT, 2L, 1L))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> scenario().change("nobody", to(2), to(1))).isInstanceOf(InvalidValueException.class);
        Scenario s = scenario().open("a", Side.CREDIT, 0L, 5L).created();
        s.change("a", to(6), Change.keep()).rejected("invalid");
        s.close("a").created();
        s.change("a", to(6), Change.keep()).rejected("invalid");
    }

    @Test
    void needsALedger() {
        scenario()
                .when(new OpenAccount(
                        new LedgerName("nowhere"),
                        new Address("a"),
                        Asset.parse("EUR/2"),
                        Side.DEBIT,
                        null,
                        null,
                        Map.of()))
                .rejected("not_found");
        scenario().freeze("nobody").rejected("not_found");
        scenario().change("nobody", to(1), Change.keep()).rejected("not_found");
    }

    @Test
    void aLimitThatIsBrokenAlreadyIsRefused() {
        Scenario s = scenario().post("in", move("bank", "alice", 10)).created();
        s.hold("out", null, move("alice", "bob", 4)).created();
        s.change("alice", to(7), Change.keep()).rejected("limit_violated");
        s.change("alice", to(6), Change.keep()).created();
        s.hold("more", null, move("bank", "alice", 3)).created();
        s.change("alice", Change.keep(), to(12)).rejected("limit_violated");
        s.change("alice", Change.keep(), to(13)).created();
        s.change("alice", Change.to(null), Change.to(null)).created();
        s.change("alice", Change.to(null), Change.keep()).replayed();
    }

    @Test
    void metadataIsPatchedWithinItsBounds() {
        Scenario s = scenario();
        Map<String, Optional<String>> many = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            many.put("k" + i, Optional.of("v"));
        }
        s.when(patch(s, many)).created();
        s.when(patch(s, Map.of("one-more", Optional.of("v")))).rejected("invalid");
        s.when(patch(s, Map.of("k0", Optional.empty(), "one-more", Optional.of("v"))))
                .created();
        assertThat(s.account().state().metadata()).hasSize(50).doesNotContainKey("k0");
    }

    private static ChangeAccount patch(Scenario s, Map<String, Optional<String>> changes) {
        return new ChangeAccount(
                s.ledger(), new Address("alice"), Change.keep(), Change.keep(), new MetadataPatch(false, changes));
    }

    @Test
    void freezesAndUnfreezes() {
        Scenario s = scenario();
        s.freeze("alice").created(AccountFrozen.class);
        s.freeze("alice").replayed();
        s.unfreeze("alice").created(AccountUnfrozen.class);
        s.unfreeze("alice").replayed();
    }

    @Test
    void closesOnlyWhenNothingIsLeft() {
        Scenario s = scenario().post("in", move("bank", "alice", 1)).created();
        s.close("alice").rejected("account_not_empty");
        s.post("out", move("alice", "bank", 1)).created();
        s.hold("h", null, move("bank", "alice", 1)).created();
        s.close("alice").rejected("account_not_empty");
        s.voidIt("h").created();
        s.freeze("alice").created();
        s.close("alice").created(AccountClosed.class);
        assertThat(s.account().state().status()).isEqualTo(AccountStatus.CLOSED);
    }

    @Test
    void closedIsFinal() {
        Scenario s = scenario().close("alice").created();
        s.close("alice").replayed();
        s.freeze("alice").rejected("account_closed");
        s.unfreeze("alice").rejected("account_closed");
        s.change("alice", to(-1), Change.keep()).rejected("account_closed");
    }
}
