package org.tallystick.command.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import org.junit.jupiter.api.Test;
import org.tallystick.command.CommandTest;
import org.tallystick.command.Scenario;
import org.tallystick.events.AccountCredited;
import org.tallystick.events.AccountDebited;
import org.tallystick.events.TransactionPosted;
import org.tallystick.events.TransactionReversed;
import org.tallystick.values.TransactionPhase;

class ReverseTransactionTest extends CommandTest {

    private static Scenario posted() {
        return scenario().post("t", move("bank", "alice", 100)).created();
    }

    @Test
    void postsTheOtherWayRoundAndPointsBack() {
        Scenario s = posted().reverse("t", "r")
                .created(
                        AccountDebited.class, AccountCredited.class, TransactionPosted.class, TransactionReversed.class)
                .counters("alice", 100, 100, 0, 0);
        assertThat(s.transaction().transaction().reverses().value()).isEqualTo("t");
        s.post("t", move("bank", "alice", 100)).replayed();
        assertThat(s.transaction().transaction().phase()).isEqualTo(TransactionPhase.POSTED);
    }

    @Test
    void happensOnce() {
        Scenario s = posted().reverse("t", "r").created();
        s.reverse("t", "r").replayed();
        s.reverse("t", "other").rejected("already_reversed");
        s.reverse("r", "rr").rejected("is_reversal");
    }

    @Test
    void reversesWhatWasPostedOfAHold() {
        Scenario s = posted().hold("h", null, move("alice", "bob", 60), move("alice", "bank", 20))
                .created();
        s.reverse("h", "r").rejected("not_posted");
        s.postHeld("h", 50, 0).created();
        s.reverse("h", "r").created().counters("bob", 50, 50, 0, 0);
        assertThat(s.transaction().transaction().postings()).hasSize(1);
    }

    @Test
    void obeysLimitsAndStatus() {
        Scenario s = posted().post("spent", move("alice", "bob", 1)).created();
        s.reverse("t", "r").rejected("insufficient_funds");
        s.freeze("alice").created();
        s.reverse("t", "r").rejected("account_frozen");
        s.unfreeze("alice").created();
        s.lockBefore(fixture.now().plusSeconds(1)).created();
        s.reverse("t", "r").rejected("period_locked");
    }

    @Test
    void theStatusOfAnAccountComesBeforeTheStateOfTheTransaction() {
        Scenario s = posted().reverse("t", "r").created();
        s.freeze("alice").created();
        s.reverse("t", "other").rejected("account_frozen");
        s.reverse("t", "r").replayed();
    }

    @Test
    void doesNotTakeTheIdOfAnotherTransaction() {
        Scenario s = posted().post("x", move("bank", "bob", 1)).created();
        s.reverse("t", "x").rejected("id_reused");
        s.reverse("t", "t").rejected("id_reused");
        s.reverse("nothing", "r").rejected("not_found");
    }
}
