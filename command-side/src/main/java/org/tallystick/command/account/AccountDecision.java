package org.tallystick.command.account;

import static org.tallystick.commands.AccountRejection.ACCOUNT_CLOSED;
import static org.tallystick.commands.AccountRejection.ACCOUNT_NOT_EMPTY;
import static org.tallystick.commands.AccountRejection.ID_REUSED;
import static org.tallystick.commands.AccountRejection.INVALID;
import static org.tallystick.commands.AccountRejection.LIMIT_VIOLATED;
import static org.tallystick.commands.AccountRejection.NOT_FOUND;

import java.math.BigInteger;
import java.util.Map;
import org.tallystick.command.decision.Decision;
import org.tallystick.command.decision.Rule;
import org.tallystick.command.decision.Rules;
import org.tallystick.command.decision.Violation;
import org.tallystick.commands.ChangeAccount;
import org.tallystick.commands.OpenAccount;
import org.tallystick.events.AccountChanged;
import org.tallystick.events.AccountClosed;
import org.tallystick.events.AccountFrozen;
import org.tallystick.events.AccountOpened;
import org.tallystick.events.AccountStateEvent;
import org.tallystick.events.AccountUnfrozen;
import org.tallystick.values.AccountState;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.Counters;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Metadata;
import org.tallystick.values.OrderedMap;

/** Decides whether an account is opened, changed, frozen, unfrozen or closed. */
final class AccountDecision {
    private static final Rules<Opening> TO_OPEN = Rules.inOrder(
            new Rule<>(ID_REUSED, Opening::isTaken),
            new Rule<>(NOT_FOUND, Opening::ledgerMissing),
            new Rule<>(LIMIT_VIOLATED, Opening::breaksLimit));
    private static final Rules<Patch> TO_CHANGE = Rules.inOrder(
            new Rule<>(INVALID, Patch::limitsCross),
            new Rule<>(INVALID, Patch::metadataIsInvalid),
            new Rule<>(
                    ACCOUNT_CLOSED,
                    patch -> isClosed(patch.before(), patch.command().address())),
            new Rule<>(LIMIT_VIOLATED, Patch::breaksLimit));
    private static final Rules<StatusChange> TO_FREEZE_OR_UNFREEZE = Rules.inOrder(new Rule<>(
            ACCOUNT_CLOSED, change -> isClosed(change.before(), change.event().address())));
    private static final Rules<StatusChange> TO_CLOSE =
            Rules.inOrder(new Rule<>(ACCOUNT_NOT_EMPTY, StatusChange::isNotEmpty));

    private AccountDecision() {}

    /**
     * @param opened what the account was opened with; null when it does not exist
     * @param ledgerExists whether its ledger does
     */
    static Decision<AccountOpened> open(OpenAccount command, AccountState opened, boolean ledgerExists) {
        AccountState content = new AccountState(
                command.asset(),
                command.normal(),
                AccountStatus.OPEN,
                command.floor(),
                command.ceiling(),
                command.metadata(),
                Counters.ZERO);
        AccountOpened event = new AccountOpened(command.ledger(), command.address(), content);
        return content.equals(opened)
                ? Decision.unchanged()
                : unlessBroken(TO_OPEN.firstBroken(new Opening(event, opened, ledgerExists)), event);
    }

    static Decision<AccountStateEvent> change(ChangeAccount command, AccountState before) {
        AccountState after = new AccountState(
                before.asset(),
                before.normal(),
                before.status(),
                command.floor().applyTo(before.floor()),
                command.ceiling().applyTo(before.ceiling()),
                command.metadata().applyTo(before.metadata()),
                before.counters());
        Decision<AccountStateEvent> rejected = TO_CHANGE.firstBroken(new Patch(command, before, after));
        return rejected == null && after.equals(before)
                ? Decision.unchanged()
                : unlessBroken(rejected, new AccountChanged(command.ledger(), command.address(), after));
    }

    static Decision<AccountStateEvent> freeze(LedgerName ledger, Address address, AccountState before) {
        AccountState after = before.withStatus(AccountStatus.FROZEN);
        return become(TO_FREEZE_OR_UNFREEZE, before, new AccountFrozen(ledger, address, after));
    }

    static Decision<AccountStateEvent> unfreeze(LedgerName ledger, Address address, AccountState before) {
        AccountState after = before.withStatus(AccountStatus.OPEN);
        return become(TO_FREEZE_OR_UNFREEZE, before, new AccountUnfrozen(ledger, address, after));
    }

    static Decision<AccountStateEvent> close(LedgerName ledger, Address address, AccountState before) {
        AccountState after = before.withStatus(AccountStatus.CLOSED);
        return become(TO_CLOSE, before, new AccountClosed(ledger, address, after));
    }

    private static Decision<AccountStateEvent> become(
            Rules<StatusChange> rules, AccountState before, AccountStateEvent event) {
        return before.equals(event.state())
                ? Decision.unchanged()
                : unlessBroken(rules.firstBroken(new StatusChange(before, event)), event);
    }

    private static <E extends AccountStateEvent> Decision<E> unlessBroken(Decision<E> rejected, E event) {
        return rejected == null ? Decision.accepted(event) : rejected;
    }

    static Decision.Rejected<AccountStateEvent> notFound(LedgerName ledger, Address address, boolean ledgerExists) {
        return new Decision.Rejected<>(NOT_FOUND, ledgerExists ? noAccount(address) : noLedger(ledger));
    }

    private static Violation noAccount(Address address) {
        return new Violation("There is no account " + address + ".", Map.of("account", address.value()));
    }

    private static Violation noLedger(LedgerName ledger) {
        return new Violation("There is no ledger " + ledger + ".", Map.of("ledger", ledger.value()));
    }

    private static Violation isClosed(AccountState before, Address address) {
        return before.status() == AccountStatus.CLOSED
                ? new Violation("Account " + address + " is closed.", Map.of("account", address.value()))
                : null;
    }

    private static Violation brokenLimit(Address address, AccountState state, BigInteger limit) {
        return new Violation(
                "Account " + address + " already breaks that limit.",
                OrderedMap.of("account", address.value(), "limit", limit, "available", state.available()));
    }

    private record Opening(AccountOpened event, AccountState opened, boolean ledgerExists) {
        Violation isTaken() {
            return opened == null
                    ? null
                    : new Violation(
                            "Account " + event.address() + " was opened with other content.",
                            Map.of("account", event.address().value()));
        }

        Violation ledgerMissing() {
            return ledgerExists ? null : noLedger(event.ledger());
        }

        Violation breaksLimit() {
            AccountState content = event.state();
            if (LimitRule.isBelow(content.floor(), content)) {
                return brokenLimit(event.address(), content, content.floor());
            }
            return LimitRule.isAbove(content.ceiling(), content)
                    ? brokenLimit(event.address(), content, content.ceiling())
                    : null;
        }
    }

    /** What a change makes of an account; whether it is well formed shows only together with what it is applied to. */
    private record Patch(ChangeAccount command, AccountState before, AccountState after) {
        Violation limitsCross() {
            try {
                Amounts.requireOrdered(after.floor(), after.ceiling());
                return null;
            } catch (InvalidValueException e) {
                return new Violation(
                        "floor " + e.getMessage() + ".", OrderedMap.of("field", "floor", "value", after.floor()));
            }
        }

        Violation metadataIsInvalid() {
            try {
                Metadata.checked(after.metadata());
                return null;
            } catch (InvalidValueException e) {
                return new Violation("metadata " + e.getMessage(), Map.of("field", "metadata"));
            }
        }

        Violation breaksLimit() {
            if (after.equals(before)) {
                return null;
            } else if (command.floor().wanted() && LimitRule.isBelow(after.floor(), before)) {
                return brokenLimit(command.address(), before, after.floor());
            }
            return command.ceiling().wanted() && LimitRule.isAbove(after.ceiling(), before)
                    ? brokenLimit(command.address(), before, after.ceiling())
                    : null;
        }
    }

    private record StatusChange(AccountState before, AccountStateEvent event) {
        Violation isNotEmpty() {
            return before.counters().isEmpty(before.normal())
                    ? null
                    : new Violation(
                            "Account " + event.address() + " has a balance or pending amounts and cannot be closed.",
                            OrderedMap.of("account", event.address().value(), "balance", before.balance()));
        }
    }
}
