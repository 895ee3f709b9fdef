package org.tallystick.command.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tallystick.command.CommandTest;
import org.tallystick.command.Scenario;
import org.tallystick.events.CreditHeld;
import org.tallystick.events.DebitHeld;
import org.tallystick.events.HeldCreditPosted;
import org.tallystick.events.HeldCreditReleased;
import org.tallystick.events.HeldDebitPosted;
import org.tallystick.events.HeldDebitReleased;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.TransactionExpired;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionVoided;
import org.tallystick.values.Amounts;
import org.tallystick.values.Side;

/** Holding, and the three ways in which a hold ends. */
class HeldTransactionTest extends CommandTest {

    private static Scenario funded() {
        return scenario().post("in", move("bank", "alice", 100)).created();
    }

    private static Scenario held() {
        return funded().hold("h", null, move("alice", "bob", 60)).created();
    }

    @Test
    void holdingMovesPendingCountersOnly() {
        funded().hold("h", null, move("alice", "bob", 60))
                .created(DebitHeld.class, CreditHeld.class, TransactionHeld.class)
                .counters("alice", 0, 100, 60, 0)
                .counters("bob", 0, 0, 0, 60);
    }

    @Test
    void whatIsHeldCannotBeSpentOrHeldAgain() {
        Scenario s = held();
        s.post("spend", move("alice", "bob", 41)).rejected("insufficient_funds");
        s.hold("h2", null, move("alice", "bob", 41)).rejected("insufficient_funds");
        s.hold("h2", null, move("alice", "bob", 40)).created();
    }

    @Test
    void aHoldCountsGross() {
        Scenario s = scenario();
        s.hold("through", null, move("bank", "alice", 10), move("alice", "bob", 10))
                .rejected("insufficient_funds");
        s.open("capped", Side.CREDIT, 0L, 10L).created();
        s.post("in", move("bank", "capped", 10)).created();
        s.hold("round", null, move("capped", "bank", 5), move("bank", "capped", 5))
                .rejected("ceiling_exceeded");
    }

    @Test
    void postsAllOfIt() {
        held().postHeld("h")
                .created(HeldDebitPosted.class, HeldCreditPosted.class, HeldTransactionPosted.class)
                .counters("alice", 60, 100, 0, 0)
                .counters("bob", 0, 60, 0, 0);
    }

    @Test
    void postsAPartAndReleasesTheRest() {
        Scenario s = funded().hold("h", null, move("alice", "bob", 60), move("alice", "bank", 10))
                .created();
        s.postHeld("h", 1, 0).created().counters("alice", 1, 100, 0, 0).counters("bank", 100, 0, 0, 0);
        s.postHeld("h", 1, 0).replayed();
        s.postHeld("h", 1, 1).rejected("already_posted");
        s.postHeld("h").rejected("already_posted");
        s.voidIt("h").rejected("already_posted");
    }

    @Test
    void refusesAmountsThatDoNotFitTheHold() {
        Scenario s = held();
        s.postHeld("h", 61).rejected("exceeds_held");
        s.postHeld("h", 30, 30).rejected("invalid");
        s.postHeld("h", 60).created();
    }

    @Test
    void voidsOnceAndIsAnsweredAgain() {
        Scenario s = held();
        s.voidIt("h")
                .created(HeldDebitReleased.class, HeldCreditReleased.class, TransactionVoided.class)
                .counters("alice", 0, 100, 0, 0);
        s.voidIt("h").replayed();
        s.postHeld("h").rejected("already_voided");
        s.reverse("h", "r").rejected("not_posted");
    }

    @Test
    void fromItsExpiryOnAHoldCannotBePostedButIsHeldUntilItIsExpired() {
        Scenario s = funded();
        Instant expiresAt = fixture.now().plusSeconds(60);
        s.hold("h", expiresAt, move("alice", "bob", 60)).created();
        fixture.pass(Duration.ofSeconds(60).minusNanos(1_000));
        s.expire("h").rejected("invalid");
        s.hold("other", null, move("alice", "bob", 41)).rejected("insufficient_funds");
        fixture.pass(Duration.ofNanos(1_000));
        s.postHeld("h").rejected("transaction_expired");
        s.hold("other", null, move("alice", "bob", 41)).rejected("insufficient_funds");
        s.expire("h").created(HeldDebitReleased.class, HeldCreditReleased.class, TransactionExpired.class);
        s.expire("h").replayed();
        s.postHeld("h").rejected("transaction_expired");
        s.voidIt("h").rejected("transaction_expired");
        s.hold("other", null, move("alice", "bob", 41)).created();
    }

    @Test
    void postsUntilTheLastMicrosecond() {
        Scenario s = funded();
        s.hold("h", fixture.now().plusSeconds(1), move("alice", "bob", 1)).created();
        fixture.pass(Duration.ofSeconds(1).minusNanos(1_000));
        s.postHeld("h").created();
        fixture.pass(Duration.ofSeconds(5));
        s.expire("h").rejected("already_posted");
    }

    @Test
    void voidStaysAllowedAfterExpiry() {
        Scenario s = funded();
        s.hold("h", fixture.now().plusSeconds(1), move("alice", "bob", 1)).created();
        fixture.pass(Duration.ofSeconds(2));
        s.voidIt("h").created();
        s.expire("h").rejected("already_voided");
    }

    @Test
    void aHoldThatHasExpiredAlreadyIsNotMade() {
        funded().hold("h", fixture.now(), move("alice", "bob", 1)).rejected("transaction_expired");
    }

    @Test
    void postingDoesNotCheckLimitsOrStatusAgain() {
        Scenario s = held();
        s.freeze("alice").created();
        s.freeze("bob").created();
        s.postHeld("h").created();
        Scenario other = held();
        other.freeze("alice").created();
        other.voidIt("h").created();
    }

    @Test
    void theTimeOfThePostIsTheBusinessTimeWhereNoneIsNamed() {
        Scenario s = held();
        assertThat(s.transaction().transaction().effectiveAt()).isNull();
        fixture.pass(Duration.ofHours(1));
        s.postHeld("h").created();
        assertThat(s.transaction().transaction().effectiveAt()).isEqualTo(fixture.now());
    }

    @Test
    void postingIntoAClosedPeriodIsRefusedBeforeTheAmountsAreLookedAt() {
        Scenario s = funded();
        Instant then = fixture.now();
        s.when(s.held("h", null, then, move("alice", "bob", 60))).created();
        s.lockBefore(then.plusSeconds(1)).created();
        s.postHeld("h").rejected("period_locked");
        s.postHeld("h", 61).rejected("period_locked");
        s.voidIt("h").created();
        s.when(s.held("h2", null, then, move("alice", "bob", 1))).rejected("period_locked");
    }

    @Test
    void aTransactionThatWasNeverHeldHasNothingPending() {
        Scenario s = funded();
        s.postHeld("in").rejected("not_pending");
        s.voidIt("in").rejected("not_pending");
        s.expire("in").rejected("not_pending");
        s.postHeld("nothing").rejected("not_found");
        s.voidIt("nothing").rejected("not_found");
    }

    @Test
    void aPendingCounterOverflowsLikeAPostedOne() {
        Scenario s = scenario()
                .hold("most", null, move("bank", "alice", Amounts.MAX))
                .created();
        s.hold("more", null, move("bank", "alice", 1)).rejected("amount_overflow");
        s.post("posted", move("bank", "bob", BigInteger.ONE)).created();
        s.postHeld("most").rejected("amount_overflow");
        s.voidIt("most").created();
    }
}
