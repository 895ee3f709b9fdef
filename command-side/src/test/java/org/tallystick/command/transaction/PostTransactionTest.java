package org.tallystick.command.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.CommandTest;
import org.tallystick.command.Scenario;
import org.tallystick.commands.OpenAccount;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PostTransaction;
import org.tallystick.events.AccountCredited;
import org.tallystick.events.AccountDebited;
import org.tallystick.events.TransactionPosted;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

class PostTransactionTest extends CommandTest {

    @Test
    void storesAnEntryPerSideAndThenTheTransaction() {
        scenario()
                .post("t", move("bank", "alice", 100))
                .created(AccountDebited.class, AccountCredited.class, TransactionPosted.class)
                .counters("bank", 100, 0, 0, 0)
                .counters("alice", 0, 100, 0, 0);
    }

    @Test
    void isAnsweredAgainAsTheFirstTime() {
        Scenario s = scenario().post("t", move("bank", "alice", 100)).created();
        long position = fixture.head();
        s.post("later", move("bank", "alice", 5)).created();
        s.post("t", move("bank", "alice", 100)).replayed().counters("alice", 0, 100, 0, 0);
        assertThat(s.position()).isEqualTo(position);
    }

    @Test
    void refusesAnIdWithOtherContent() {
        Scenario s = scenario().post("t", move("bank", "alice", 100)).created();
        s.post("t", move("bank", "alice", 101)).rejected("id_reused");
        s.post("t", move("bank", "bob", 100)).rejected("id_reused");
        s.hold("t", null, move("bank", "alice", 100)).rejected("id_reused");
        s.when(s.posted("t", CommandFixture.START, false, move("bank", "alice", 100)))
                .rejected("id_reused");
    }

    @Test
    void anIdIsComparedBeforeAnythingElse() {
        Scenario s = scenario().post("t", move("bank", "alice", 100)).created();
        s.post("t", move("bank", "nobody", 100)).rejected("id_reused");
        s.freeze("alice").created();
        s.post("t", move("bank", "alice", 100)).replayed();
    }

    @Test
    void needsLedgerAndAccounts() {
        scenario().post("t", move("bank", "nobody", 1)).rejected("account_not_found");
        scenario()
                .when(new PostTransaction(
                        new LedgerName("nowhere"),
                        new TransactionId("t"),
                        List.of(move("bank", "alice", 1)),
                        null,
                        null,
                        null,
                        Map.of(),
                        false))
                .rejected("not_found");
    }

    @Test
    void refusesClosedBeforeFrozenAccounts() {
        Scenario s = scenario();
        s.freeze("alice").created();
        s.post("t", move("bank", "alice", 1)).rejected("account_frozen");
        s.close("bob").created();
        s.post("t", move("bank", "alice", 1), move("bank", "bob", 1)).rejected("account_closed");
        s.post("t", move("bank", "alice", 1), move("bank", "nobody", 1)).rejected("account_not_found");
        s.unfreeze("alice").created();
        s.post("t", move("bank", "alice", 1)).created();
    }

    @Test
    void needsTheAssetOfBothAccounts() {
        Scenario s = scenario();
        for (String asset : List.of("USD/2", "EUR/3")) {
            Address address = new Address("other:" + asset.charAt(0));
            s.when(new OpenAccount(s.ledger(), address, Asset.parse(asset), Side.CREDIT, null, null, Map.of()))
                    .created();
            s.post("t", move("bank", address.value(), 1)).rejected("asset_mismatch");
        }
    }

    @Test
    void closesThePastExactlyAtTheInstant() {
        Scenario s = scenario().lockBefore(CommandFixture.START).created();
        s.when(s.posted("early", CommandFixture.START.minusNanos(1_000), false, move("bank", "alice", 1)))
                .rejected("period_locked");
        s.when(s.posted("exact", CommandFixture.START, false, move("bank", "alice", 1)))
                .created();
        s.lockBefore(CommandFixture.START.plusSeconds(1)).created();
        s.post("now", move("bank", "alice", 1)).rejected("period_locked");
        s.lockBefore(null).created();
        s.when(s.posted("early", CommandFixture.START.minusSeconds(9), false, move("bank", "alice", 1)))
                .created();
    }

    @Test
    void goesDownToTheFloorAndNoFurther() {
        Scenario s = scenario().post("in", move("bank", "alice", 10)).created();
        s.post("all", move("alice", "bob", 10)).created();
        s.post("more", move("alice", "bob", 1)).rejected("insufficient_funds");
        assertThat(((Outcome.Rejected<?>) s.outcome()).facts())
                .containsEntry("account", "alice")
                .containsEntry("limit", BigInteger.ZERO)
                .containsEntry("available", BigInteger.ZERO);
    }

    @Test
    void checksOnlyTheEndOfAPostedTransaction() {
        scenario()
                .post("through", move("alice", "bob", 10), move("bank", "alice", 10))
                .created()
                .counters("alice", 10, 10, 0, 0);
    }

    @Test
    void goesUpToTheCeilingAndNoFurther() {
        Scenario s = scenario().open("capped", Side.CREDIT, 0L, 10L).created();
        s.post("full", move("bank", "capped", 10)).created();
        s.post("over", move("bank", "capped", 1)).rejected("ceiling_exceeded");
        s.post("through", move("bank", "capped", 5), move("capped", "bank", 5)).created();
    }

    @Test
    void whatIsPendingInwardsFundsNothingButCountsForTheCeiling() {
        Scenario s = scenario().open("capped", Side.CREDIT, 0L, 10L).created();
        s.hold("h", null, move("bank", "capped", 6)).created();
        s.post("spend", move("capped", "bank", 1)).rejected("insufficient_funds");
        s.post("over", move("bank", "capped", 5)).rejected("ceiling_exceeded");
        s.post("fits", move("bank", "capped", 4)).created();
    }

    @Test
    void limitsOfADebitAccountAreOnItsDebitSide() {
        Scenario s = scenario().open("loan", Side.DEBIT, 0L, 10L).created();
        s.post("over", move("loan", "alice", 11)).rejected("ceiling_exceeded");
        s.post("lend", move("loan", "alice", 10)).created();
        s.post("under", move("alice", "loan", 10)).created();
        s.post("below", move("bank", "alice", 1)).created();
        s.post("below2", move("alice", "loan", 1)).rejected("insufficient_funds");
    }

    @Test
    void anOverflowComesBeforeLimits() {
        Scenario s = scenario().post("most", move("bank", "alice", Amounts.MAX)).created();
        s.post("one-more", move("bank", "alice", 1)).rejected("amount_overflow");
        s.post("elsewhere", move("bank", "bob", 1)).rejected("amount_overflow");
        s.post("both", move("bob", "alice", 1)).rejected("amount_overflow");
    }

    @Test
    void aDryRunChecksEverythingAndStoresNothing() {
        Scenario s = scenario();
        s.when(s.posted("t", null, true, move("bank", "alice", 5)))
                .storedNothing()
                .counters("alice", 0, 5, 0, 0);
        s.when(s.posted("t", null, true, move("alice", "bob", 5))).rejected("insufficient_funds");
        s.post("t", move("bank", "alice", 7)).created();
    }
}
