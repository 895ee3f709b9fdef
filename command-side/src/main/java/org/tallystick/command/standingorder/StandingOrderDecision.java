package org.tallystick.command.standingorder;

import static org.tallystick.commands.StandingOrderRejection.ACCOUNT_NOT_FOUND;
import static org.tallystick.commands.StandingOrderRejection.INVALID;
import static org.tallystick.commands.StandingOrderRejection.LEDGER_NOT_FOUND;
import static org.tallystick.commands.StandingOrderRejection.STANDING_ORDER_ENDED;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.tallystick.command.account.NamedAccounts;
import org.tallystick.command.decision.Decision;
import org.tallystick.command.decision.Rule;
import org.tallystick.command.decision.Rules;
import org.tallystick.command.decision.Violation;
import org.tallystick.commands.ChangeStandingOrder;
import org.tallystick.commands.PlaceStandingOrder;
import org.tallystick.commands.RecordStandingOrderRun;
import org.tallystick.events.StandingOrderChanged;
import org.tallystick.events.StandingOrderEnded;
import org.tallystick.events.StandingOrderEvent;
import org.tallystick.events.StandingOrderPaused;
import org.tallystick.events.StandingOrderPlaced;
import org.tallystick.events.StandingOrderRan;
import org.tallystick.events.StandingOrderResumed;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Metadata;
import org.tallystick.values.Schedule;
import org.tallystick.values.StandingOrderState;
import org.tallystick.values.StandingOrderTerms;

/** Decides whether a standing order is placed, changed, paused, resumed, ended or run. */
final class StandingOrderDecision {
    private static final Rules<Placing> TO_PLACE = Rules.inOrder(
            new Rule<>(INVALID, Placing::beginsInThePast),
            new Rule<>(LEDGER_NOT_FOUND, placing -> placing.named().ledgerMissing()),
            new Rule<>(ACCOUNT_NOT_FOUND, placing -> placing.named().accountMissing()));

    private static final Rules<Changing> TO_CHANGE = Rules.inOrder(
            new Rule<>(INVALID, Changing::beginsInThePast),
            new Rule<>(INVALID, Changing::hasTooMuchMetadata),
            new Rule<>(STANDING_ORDER_ENDED, changing -> ended(changing.state())));

    private StandingOrderDecision() {}

    /**
     * For an order that does not exist.
     *
     * @param exists whether a stream is there
     */
    static Decision<StandingOrderPlaced> place(PlaceStandingOrder command, Instant now, Predicate<String> exists) {
        NamedAccounts named = new NamedAccounts(
                command.order().ledger(), List.of(command.order().payer()), exists);
        Decision<StandingOrderPlaced> rejected = TO_PLACE.firstBroken(new Placing(command, now, named));
        return rejected == null
                ? Decision.accepted(StandingOrderPlaced.of(command.standingOrder(), command.order()))
                : rejected;
    }

    /** @param isSame whether two terms are the same to a client, who does not see how a beneficiary is sealed */
    static Decision<StandingOrderEvent> change(
            ChangeStandingOrder command,
            StandingOrderState state,
            Instant now,
            BiPredicate<StandingOrderTerms, StandingOrderTerms> isSame) {
        StandingOrderTerms after;
        try {
            after = command.applyTo(state.order());
        } catch (InvalidValueException e) {
            return Decision.rejected(INVALID, "schedule " + e.getMessage() + ".", Map.of("field", "schedule"));
        }
        if (isSame.test(after, state.order())) {
            return Decision.unchanged();
        }
        Decision<StandingOrderEvent> rejected = TO_CHANGE.firstBroken(new Changing(state, after, now));
        return rejected == null ? Decision.accepted(StandingOrderChanged.of(state.id(), after)) : rejected;
    }

    static Decision<StandingOrderEvent> end(StandingOrderState state) {
        return state.isEnded()
                ? Decision.unchanged()
                : Decision.accepted(new StandingOrderEnded(ledger(state), state.id()));
    }

    static Decision<StandingOrderEvent> pause(StandingOrderState state) {
        return state.paused()
                ? Decision.unchanged()
                : unlessEnded(new StandingOrderPaused(ledger(state), state.id()), state);
    }

    static Decision<StandingOrderEvent> resume(StandingOrderState state) {
        return state.paused()
                ? unlessEnded(new StandingOrderResumed(ledger(state), state.id()), state)
                : Decision.unchanged();
    }

    private static Decision<StandingOrderEvent> unlessEnded(StandingOrderEvent event, StandingOrderState state) {
        Violation ended = ended(state);
        return ended == null
                ? Decision.accepted(event)
                : Decision.rejected(STANDING_ORDER_ENDED, ended.detail(), ended.facts());
    }

    private static Violation ended(StandingOrderState state) {
        return state.isEnded()
                ? new Violation(
                        "Standing order " + state.id() + " has ended.",
                        Map.of("standingOrder", state.id().value()))
                : null;
    }

    /** Only the date that is next can run: a repeat, or a run that came after all when it was paused, changes nothing. */
    static Decision<StandingOrderEvent> run(RecordStandingOrderRun command, StandingOrderState state) {
        return command.date().equals(state.next())
                ? Decision.accepted(new StandingOrderRan(
                        ledger(state), state.id(), command.date(), command.payment(), command.code(), command.reason()))
                : Decision.unchanged();
    }

    private static LedgerName ledger(StandingOrderState state) {
        return state.order().ledger();
    }

    private record Changing(StandingOrderState state, StandingOrderTerms after, Instant now) {

        /** A first date that stays is no question any more; one that is new would have dates that nobody makes up for. */
        Violation beginsInThePast() {
            Schedule schedule = after.schedule();
            boolean isNew = !schedule.first().equals(state.order().schedule().first());
            return isNew && schedule.beginsBeforeDayOf(now)
                    ? new Violation(
                            "first must not be before today.",
                            Map.of("field", "first", "value", schedule.first().toString()))
                    : null;
        }

        Violation hasTooMuchMetadata() {
            try {
                Metadata.checked(after.metadata());
                return null;
            } catch (InvalidValueException e) {
                return new Violation("metadata " + e.getMessage() + ".", Map.of("field", "metadata"));
            }
        }
    }

    private record Placing(PlaceStandingOrder command, Instant now, NamedAccounts named) {
        Violation beginsInThePast() {
            Schedule schedule = command.order().schedule();
            return !command.catchUp() && schedule.beginsBeforeDayOf(now)
                    ? new Violation(
                            "first must not be before today, unless catchUp is true: then all dates since are paid at"
                                    + " once.",
                            Map.of("field", "first", "value", schedule.first().toString()))
                    : null;
        }
    }
}
