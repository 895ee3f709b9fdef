package org.tallystick.command.standingorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.command.CommandTest;
import org.tallystick.command.Scenario;
import org.tallystick.commands.Change;
import org.tallystick.commands.ChangeStandingOrder;
import org.tallystick.commands.ChangeStandingOrder.ScheduleChange;
import org.tallystick.commands.EndStandingOrder;
import org.tallystick.commands.MetadataPatch;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PauseStandingOrder;
import org.tallystick.commands.PlaceStandingOrder;
import org.tallystick.commands.RecordStandingOrderRun;
import org.tallystick.commands.ResumeStandingOrder;
import org.tallystick.commands.StandingOrderResult;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.StandingOrderChanged;
import org.tallystick.events.StandingOrderEnded;
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
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.StandingOrderState;
import org.tallystick.values.StandingOrderTerms;

/** Placing, changing, pausing, resuming and ending standing orders, and recording their runs date by date. */
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
        return s.when(placement(ledger, payer, amount, last));
    }

    private PlaceStandingOrder placement(LedgerName ledger, String payer, long amount, LocalDate last) {
        return placement(
                ledger, payer, amount, new Schedule(Schedule.Period.MONTH, 31, ZoneOffset.UTC, FIRST, last), true);
    }

    private PlaceStandingOrder placement(
            LedgerName ledger, String payer, long amount, Schedule schedule, boolean catchUp) {
        return new PlaceStandingOrder(
                id,
                new StandingOrderTerms(
                        ledger,
                        new Address(payer),
                        BigInteger.valueOf(amount),
                        Asset.parse("EUR/2"),
                        "simulator",
                        new SealedBeneficiary("k", "BANK", "x"),
                        null,
                        Map.of(),
                        schedule),
                catchUp);
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

    /** The clock of the fixture stands at noon of 15 January 2026 in UTC, which is 02:00 of the 16th on Kiritimati. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-15, UTC, true",
        "2026-01-14, UTC, false",
        "0001-01-01, UTC, false",
        "2026-01-16, Pacific/Kiritimati, true",
        "2026-01-15, Pacific/Kiritimati, false",
        "2026-01-15, Etc/GMT+12, true",
        "2026-01-14, Etc/GMT+12, false"
    })
    void doesNotPayThePastUnasked(LocalDate first, ZoneId zone, boolean accepted) {
        Schedule schedule = new Schedule(Schedule.Period.DAY, 0, zone, first, null);
        PlaceStandingOrder placement = placement(s.ledger(), "alice", 5, schedule, false);
        s.when(placement);
        if (accepted) {
            s.created(StandingOrderPlaced.class);
        } else {
            s.rejected("invalid");
            s.when(placement(s.ledger(), "alice", 5, schedule, true)).created(StandingOrderPlaced.class);
            s.when(placement(s.ledger(), "alice", 6, schedule, false)).rejected("id_reused");
            s.when(placement).replayed();
        }
        assertThat(state().next()).isEqualTo(first);
    }

    @Test
    void keepsWhoPlacedIt() {
        PlaceStandingOrder placement = placement(s.ledger(), "alice", 5, null);
        s.when(placement, Map.of(EventMetadata.ACTOR, "Ann")).created();
        assertThat(state().placedBy()).isEqualTo("Ann");
        s.when(placement, Map.of(EventMetadata.ACTOR, "bob")).replayed();
        s.when(new PauseStandingOrder(id), Map.of(EventMetadata.ACTOR, "bob")).created();
        fixture.restart();
        s.when(new ResumeStandingOrder(id), Map.of(EventMetadata.ACTOR, "bob")).created();
        assertThat(state().placedBy()).isEqualTo("Ann");
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

    private static final ScheduleChange SAME_DATES =
            new ScheduleChange(Change.keep(), Change.keep(), Change.keep(), Change.keep(), Change.keep());

    private ChangeStandingOrder change(Change<BigInteger> amount, ScheduleChange dates) {
        return new ChangeStandingOrder(
                id, amount, Change.keep(), Change.keep(), Change.keep(), MetadataPatch.KEEP, dates);
    }

    private ChangeStandingOrder amount(long amount) {
        return change(Change.to(BigInteger.valueOf(amount)), SAME_DATES);
    }

    private ChangeStandingOrder day(int day) {
        return change(
                Change.keep(),
                new ScheduleChange(Change.keep(), Change.to(day), Change.keep(), Change.keep(), Change.keep()));
    }

    private ChangeStandingOrder last(String date) {
        Change<LocalDate> last = Change.to(date == null ? null : LocalDate.parse(date));
        return change(
                Change.keep(), new ScheduleChange(Change.keep(), Change.keep(), Change.keep(), Change.keep(), last));
    }

    private ChangeStandingOrder first(String date) {
        return change(
                Change.keep(),
                new ScheduleChange(
                        Change.keep(), Change.keep(), Change.keep(), Change.to(LocalDate.parse(date)), Change.keep()));
    }

    @Test
    void isChangedForEveryPaymentThatIsNotMadeYet() {
        place(s.ledger(), "alice", 5, null).created();
        ran("2020-01-31").created();
        s.when(amount(7), Map.of(EventMetadata.ACTOR, "bob")).created(StandingOrderChanged.class);
        assertThat(state().order().amount()).isEqualTo(7);
        assertThat(state().next()).as("the past is made up for as before").isEqualTo("2020-02-29");
        assertThat(state().changedBy()).containsExactly("bob");
        s.when(amount(7), Map.of(EventMetadata.ACTOR, "carol")).replayed();
        s.when(amount(8), Map.of(EventMetadata.ACTOR, "bob")).created();
        fixture.restart();
        s.when(amount(9), Map.of(EventMetadata.ACTOR, "carol")).created();
        assertThat(state().changedBy()).containsExactly("bob", "carol");
        place(s.ledger(), "alice", 5, null).replayed();
        assertThat(state().order().amount()).as("what is answered is what is").isEqualTo(9);
        place(s.ledger(), "alice", 9, null).rejected("id_reused");
    }

    /** The clock of the fixture stands at noon of 15 January 2026. */
    @Test
    void withOtherDatesItGoesOnTodayAtTheEarliest() {
        place(s.ledger(), "alice", 5, null).created();
        s.when(day(15)).created();
        assertThat(state().next()).isEqualTo("2026-01-15");
        ran("2026-01-15").created();
        s.when(day(10)).created();
        assertThat(state().next()).isEqualTo("2026-02-10");
        s.when(day(15)).created();
        assertThat(state().next())
                .as("the day that is done does not come again")
                .isEqualTo("2026-02-15");
        s.when(day(32)).rejected("invalid");
        s.when(first("2026-01-14")).rejected("invalid");
        s.when(first("2026-05-01")).created();
        assertThat(state().next()).isEqualTo("2026-05-15");
    }

    @Test
    void theLastDateMovesWithoutTheOthers() {
        place(s.ledger(), "alice", 5, null).created();
        s.when(last("2020-02-01")).created();
        assertThat(state().next()).isEqualTo("2020-01-31");
        ran("2020-01-31").created();
        assertThat(state().isEnded()).isTrue();
        s.when(last(null)).rejected("standing_order_ended");
        s.when(last("2020-02-01")).replayed();
    }

    @Test
    void endsForGood() {
        place(s.ledger(), "alice", 5, null).created();
        s.when(new EndStandingOrder(id)).created(StandingOrderEnded.class);
        assertThat(state().isEnded()).isTrue();
        fixture.restart();
        s.when(new EndStandingOrder(id)).replayed();
        s.when(new PauseStandingOrder(id)).rejected("standing_order_ended");
        s.when(amount(6)).rejected("standing_order_ended");
        ran("2020-01-31").replayed();
        assertThat(state().isEnded()).isTrue();
        place(s.ledger(), "alice", 5, null).replayed();
        assertThat(state().isEnded()).isTrue();
    }

    @Test
    void onlyWhatExistsIsChangedOrEnded() {
        s.when(amount(1)).rejected("not_found");
        s.when(new EndStandingOrder(id)).rejected("not_found");
    }

    @Test
    void recordsARunThatWasOnItsWayWhenItWasPaused() {
        place(s.ledger(), "alice", 5, null).created();
        s.when(new PauseStandingOrder(id)).created();
        ran("2020-01-31").created(StandingOrderRan.class);
        assertThat(state().paused()).isTrue();
    }
}
