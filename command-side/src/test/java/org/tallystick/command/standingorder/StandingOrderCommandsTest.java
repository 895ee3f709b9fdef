package org.tallystick.command.standingorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.command.CommandTest;
import org.tallystick.command.Scenario;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PauseStandingOrder;
import org.tallystick.commands.PlaceStandingOrder;
import org.tallystick.commands.RecordStandingOrderRun;
import org.tallystick.commands.ResumeStandingOrder;
import org.tallystick.commands.StandingOrderResult;
import org.tallystick.events.StandingOrderPaused;
import org.tallystick.events.StandingOrderPlaced;
import org.tallystick.events.StandingOrderRan;
import org.tallystick.events.StandingOrderResumed;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.Schedule;
import org.tallystick.values.SealedBeneficiary;
import org.tallystick.values.StandingOrder;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.StandingOrderState;

/** Placing, pausing and resuming standing orders, and recording their runs date by date. */
class StandingOrderCommandsTest extends CommandTest {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final PaymentId PAYMENT = new PaymentId("p");
    private static final LocalDate FIRST = LocalDate.parse("2020-01-30");

    private Scenario s;
    private StandingOrderId id;

    @BeforeEach
    void open() {
        s = scenario();
        id = new StandingOrderId("o" + COUNT.incrementAndGet());
    }

    private Scenario place(LedgerName ledger, String payer, long amount, LocalDate last) {
        Schedule schedule = new Schedule(Schedule.Period.MONTH, 31, ZoneOffset.UTC, FIRST, last);
        return s.when(new PlaceStandingOrder(
                id,
                new StandingOrder(
                        ledger,
                        new Address(payer),
                        BigInteger.valueOf(amount),
                        Asset.parse("EUR/2"),
                        "simulator",
                        new SealedBeneficiary("k", "BANK", "x"),
                        null,
                        Map.of(),
                        schedule)));
    }

    private Scenario ran(String date) {
        return s.when(new RecordStandingOrderRun(id, LocalDate.parse(date), PAYMENT, null, null));
    }

    private StandingOrderState state() {
        return ((StandingOrderResult) ((Outcome.Done<?>) s.outcome()).result()).standingOrder();
    }

    @Test
    void isPlacedOnce() {
        place(s.ledger(), "alice", 5, null).created(StandingOrderPlaced.class);
        place(s.ledger(), "alice", 5, null).replayed();
        place(s.ledger(), "alice", 6, null).rejected("id_reused");
        place(s.ledger(), "alice", 5, FIRST.plusDays(9)).rejected("id_reused");
    }

    @Test
    void needsItsLedgerAndPayer() {
        place(new LedgerName("nowhere"), "alice", 5, null).rejected("ledger_not_found");
        place(s.ledger(), "nobody", 5, null).rejected("account_not_found");
        s.when(new PauseStandingOrder(id)).rejected("not_found");
        s.when(new ResumeStandingOrder(id)).rejected("not_found");
        ran("2020-01-31").rejected("not_found");
    }

    @Test
    void runsItsDatesInOrderAndEachOnce() {
        place(s.ledger(), "alice", 5, LocalDate.parse("2020-03-30")).created();
        assertThat(state().next()).isEqualTo("2020-01-31");
        ran("2020-02-29").replayed();
        ran("2020-01-31").created(StandingOrderRan.class);
        assertThat(state().next()).isEqualTo("2020-02-29");
        ran("2020-01-31").replayed();
        ran("2020-02-29").created();
        assertThat(state().next()).isNull();
        ran("2020-03-31").replayed();
    }

    @Test
    void doesNotMakeUpForAPause() {
        place(s.ledger(), "alice", 5, null).created();
        s.when(new PauseStandingOrder(id)).created(StandingOrderPaused.class);
        s.when(new PauseStandingOrder(id)).replayed();
        s.when(new ResumeStandingOrder(id)).created(StandingOrderResumed.class);
        s.when(new ResumeStandingOrder(id)).replayed();
        assertThat(state().next()).as("after the day on which it is resumed").isEqualTo("2026-01-31");
    }

    @Test
    void recordsARunThatWasOnItsWayWhenItWasPaused() {
        place(s.ledger(), "alice", 5, null).created();
        s.when(new PauseStandingOrder(id)).created();
        ran("2020-01-31").created(StandingOrderRan.class);
        assertThat(state().paused()).isTrue();
    }
}
