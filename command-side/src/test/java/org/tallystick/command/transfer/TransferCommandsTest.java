package org.tallystick.command.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.command.CommandTest;
import org.tallystick.command.Scenario;
import org.tallystick.commands.InitiateTransfer;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.RecordTransferAttempt;
import org.tallystick.commands.RecordTransferStep;
import org.tallystick.commands.TransferResult;
import org.tallystick.events.TransferAttemptFailed;
import org.tallystick.events.TransferCompleted;
import org.tallystick.events.TransferDelivered;
import org.tallystick.events.TransferHeld;
import org.tallystick.events.TransferInitiated;
import org.tallystick.events.TransferRefused;
import org.tallystick.events.TransferRejected;
import org.tallystick.events.TransferUndone;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferLeg;
import org.tallystick.values.TransferPhase;
import org.tallystick.values.TransferState;
import org.tallystick.values.TransferStep;

/** Initiating transfers, and recording how their steps ended: in order, repeated, late, and where they do not belong. */
class TransferCommandsTest extends CommandTest {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Asset EUR = Asset.parse("EUR/2");
    private static final Asset USD = Asset.parse("USD/2");

    private Scenario s;
    private LedgerName other;
    private TransferId id;

    @BeforeEach
    void open() {
        other = scenario().ledger();
        s = scenario();
        id = new TransferId("t" + COUNT.incrementAndGet());
    }

    private static TransferLeg leg(LedgerName ledger, String account, long amount, Asset asset) {
        return new TransferLeg(ledger, new Address(account), new Address("bank"), BigInteger.valueOf(amount), asset);
    }

    private InitiateTransfer initiate(long amount) {
        return new InitiateTransfer(
                id, leg(s.ledger(), "alice", amount, EUR), leg(other, "bob", amount, EUR), "r", Map.of());
    }

    private Scenario done(TransferStep step) {
        return s.when(new RecordTransferStep(id, step, new TransactionId("x"), null, null));
    }

    private Scenario refused(TransferStep step) {
        return s.when(new RecordTransferStep(id, step, new TransactionId("x"), "account_frozen", "text"));
    }

    private TransferState state() {
        return ((TransferResult) ((Outcome.Done<?>) s.outcome()).result()).transfer();
    }

    private void assertIs(TransferPhase phase, TransferStep next) {
        assertThat(state().phase()).isEqualTo(phase);
        assertThat(state().next()).isEqualTo(next);
    }

    @Test
    void isInitiatedOnce() {
        s.when(initiate(5)).created(TransferInitiated.class);
        assertIs(TransferPhase.INITIATED, TransferStep.HOLD);
        s.when(initiate(5)).replayed();
        s.when(initiate(6)).rejected("id_reused");
        done(TransferStep.HOLD);
        s.when(initiate(5)).replayed();
        assertIs(TransferPhase.INITIATED, TransferStep.HOLD);
    }

    @Test
    void needsItsLedgersAndAccounts() {
        TransferLeg to = leg(other, "bob", 5, EUR);
        s.when(new InitiateTransfer(id, leg(new LedgerName("nowhere"), "alice", 5, EUR), to, null, Map.of()))
                .rejected("ledger_not_found");
        s.when(new InitiateTransfer(
                        id,
                        leg(s.ledger(), "nobody", 5, EUR),
                        leg(new LedgerName("nowhere"), "bob", 5, EUR),
                        null,
                        Map.of()))
                .rejected("ledger_not_found");
        s.when(new InitiateTransfer(id, leg(s.ledger(), "nobody", 5, EUR), to, null, Map.of()))
                .rejected("account_not_found");
        done(TransferStep.HOLD).rejected("not_found");
    }

    @Test
    void hasLegsThatBelongTogether() {
        TransferLeg from = leg(s.ledger(), "alice", 5, EUR);
        assertThatThrownBy(() -> new InitiateTransfer(id, from, leg(s.ledger(), "bob", 5, EUR), null, Map.of()))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new InitiateTransfer(id, from, leg(other, "bob", 6, EUR), null, Map.of()))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new InitiateTransfer(id, from, leg(other, "bank", 5, EUR), null, Map.of()))
                .isInstanceOf(InvalidValueException.class);
        s.when(new InitiateTransfer(id, from, leg(other, "bob", 6, USD), null, Map.of()))
                .created();
    }

    @Test
    void goesStraightThrough() {
        s.when(initiate(5)).created();
        done(TransferStep.HOLD).created(TransferHeld.class);
        assertIs(TransferPhase.HELD, TransferStep.DELIVER);
        done(TransferStep.DELIVER).created(TransferDelivered.class);
        assertIs(TransferPhase.DELIVERED, TransferStep.COMPLETE);
        done(TransferStep.COMPLETE).created(TransferCompleted.class);
        assertIs(TransferPhase.COMPLETED, null);
    }

    @Test
    void takesTheFirstOutcomeOfAStep() {
        s.when(initiate(5)).created();
        done(TransferStep.HOLD).created();
        done(TransferStep.HOLD).replayed();
        refused(TransferStep.HOLD).replayed();
        done(TransferStep.COMPLETE).rejected("illegal_transition");
        done(TransferStep.VOID).rejected("illegal_transition");
        done(TransferStep.DELIVER).created();
        refused(TransferStep.DELIVER).replayed();
        done(TransferStep.COMPLETE).created();
        done(TransferStep.COMPLETE).replayed();
        done(TransferStep.RECALL).rejected("illegal_transition");
    }

    @Test
    void isRejectedWhenTheFirstLedgerRefuses() {
        s.when(initiate(5)).created();
        refused(TransferStep.HOLD).created(TransferRejected.class);
        assertIs(TransferPhase.REJECTED, null);
        refused(TransferStep.HOLD).replayed();
    }

    @Test
    void givesBackAHoldThatSucceededLate() {
        s.when(initiate(5)).created();
        refused(TransferStep.HOLD).created();
        done(TransferStep.HOLD).created(TransferHeld.class);
        assertIs(TransferPhase.UNDOING, TransferStep.VOID);
        done(TransferStep.VOID).created(TransferUndone.class);
        assertIs(TransferPhase.UNDONE, null);
        done(TransferStep.HOLD).replayed();
    }

    @Test
    void isUndoneWhenTheSecondLedgerRefuses() {
        s.when(initiate(5)).created();
        done(TransferStep.HOLD).created();
        refused(TransferStep.DELIVER).created(TransferRefused.class);
        assertIs(TransferPhase.UNDOING, TransferStep.VOID);
        done(TransferStep.VOID).created(TransferUndone.class);
        assertIs(TransferPhase.UNDONE, null);
        assertThat(state().code()).isEqualTo("account_frozen");
    }

    @Test
    void recallsADeliveryThatSucceededLate() {
        s.when(initiate(5)).created();
        done(TransferStep.HOLD).created();
        refused(TransferStep.DELIVER).created();
        done(TransferStep.DELIVER).created(TransferDelivered.class);
        assertIs(TransferPhase.UNDOING, TransferStep.RECALL);
        done(TransferStep.VOID).rejected("illegal_transition");
        done(TransferStep.RECALL).created(TransferUndone.class);
        assertIs(TransferPhase.UNDOING, TransferStep.VOID);
        done(TransferStep.DELIVER).replayed();
        done(TransferStep.VOID).created();
        assertIs(TransferPhase.UNDONE, null);
    }

    @Test
    void recallsTheDeliveryWhenTheFirstLedgerCannotPost() {
        s.when(initiate(5)).created();
        done(TransferStep.HOLD).created();
        done(TransferStep.DELIVER).created();
        refused(TransferStep.COMPLETE).created(TransferRefused.class);
        assertIs(TransferPhase.UNDOING, TransferStep.RECALL);
        refused(TransferStep.RECALL).created(TransferAttemptFailed.class);
        assertThat(state().attempts()).isEqualTo(1);
        assertIs(TransferPhase.UNDOING, TransferStep.RECALL);
        done(TransferStep.RECALL).created();
        done(TransferStep.VOID).created();
        assertIs(TransferPhase.UNDONE, null);
    }

    @Test
    void countsAttemptsOfTheStepThatIsNext() {
        s.when(initiate(5)).created();
        attempt(TransferStep.HOLD, 1).created(TransferAttemptFailed.class);
        attempt(TransferStep.HOLD, 1).replayed();
        attempt(TransferStep.HOLD, 3).replayed();
        attempt(TransferStep.DELIVER, 2).replayed();
        attempt(TransferStep.HOLD, 2).created();
        done(TransferStep.HOLD).created();
        assertThat(state().attempts()).isZero();
        assertThat(state().code()).isNull();
    }

    private Scenario attempt(TransferStep step, int number) {
        return s.when(new RecordTransferAttempt(id, step, number, "fault", "text"));
    }
}
