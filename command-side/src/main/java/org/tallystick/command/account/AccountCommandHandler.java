package org.tallystick.command.account;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.tallystick.command.journal.RecordedUnit;
import org.tallystick.command.journal.RecordedUnits;
import org.tallystick.commands.AccountRejection;
import org.tallystick.commands.AccountResult;
import org.tallystick.commands.ChangeAccount;
import org.tallystick.commands.CloseAccount;
import org.tallystick.commands.FreezeAccount;
import org.tallystick.commands.OpenAccount;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.UnfreezeAccount;
import org.tallystick.events.AccountChanged;
import org.tallystick.events.AccountClosed;
import org.tallystick.events.AccountFrozen;
import org.tallystick.events.AccountOpened;
import org.tallystick.events.AccountStateEvent;
import org.tallystick.events.AccountUnfrozen;
import org.tallystick.events.RecordedEvent;
import org.tallystick.values.AccountState;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.Counters;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Metadata;

/** Opens, changes, freezes, unfreezes and closes accounts. */
public class AccountCommandHandler {
    private final Repository<Account> accounts;
    private final RecordedUnits units;

    public AccountCommandHandler(Repository<Account> accounts, RecordedUnits units) {
        this.accounts = accounts;
        this.units = units;
    }

    @CommandHandler
    public Outcome<AccountResult> handle(OpenAccount command) throws Exception {
        AccountState content = new AccountState(
                command.asset(),
                command.normal(),
                AccountStatus.OPEN,
                command.floor(),
                command.ceiling(),
                command.metadata(),
                Counters.ZERO);
        String stream = command.ledger().streamOf(command.address());
        if (units.exists(stream)) {
            return again(command.address(), content, accounts.load(stream));
        }
        if (!units.exists(command.ledger().stream())) {
            return noLedger(command.ledger());
        }
        if (LimitRule.isBelow(command.floor(), content) || LimitRule.isAbove(command.ceiling(), content)) {
            return brokenLimit(command.address(), content, command.floor(), command.ceiling());
        }
        accounts.newInstance(() -> new Account(new AccountOpened(command.ledger(), command.address(), content)));
        return Outcome.created(new AccountResult(command.address(), content));
    }

    private static Outcome<AccountResult> again(Address address, AccountState content, Aggregate<Account> existing) {
        return existing.invoke(account -> account.wasOpenedWith(content)
                ? Outcome.replayed(new AccountResult(address, account.state()), 0)
                : Outcome.rejected(
                        AccountRejection.ID_REUSED,
                        "Account " + address + " was opened with other content.",
                        Map.of("account", address.value())));
    }

    @CommandHandler
    public Outcome<AccountResult> handle(ChangeAccount command) {
        return onExisting(command.ledger(), command.address(), account -> change(command, account));
    }

    private Outcome<AccountResult> change(ChangeAccount command, Aggregate<Account> account) {
        Address address = command.address();
        AccountState before = account.invoke(Account::state);
        AccountState after = new AccountState(
                before.asset(),
                before.normal(),
                before.status(),
                command.floor().applyTo(before.floor()),
                command.ceiling().applyTo(before.ceiling()),
                command.metadata().applyTo(before.metadata()),
                before.counters());
        Outcome<AccountResult> invalid = invalid(after);
        if (invalid != null) {
            return invalid;
        }
        if (before.status() == AccountStatus.CLOSED) {
            return closed(address);
        }
        if (after.equals(before)) {
            return Outcome.replayed(new AccountResult(address, before), 0);
        }
        boolean floorBroken = command.floor().wanted() && LimitRule.isBelow(after.floor(), before);
        boolean ceilingBroken = command.ceiling().wanted() && LimitRule.isAbove(after.ceiling(), before);
        if (floorBroken || ceilingBroken) {
            return brokenLimit(address, before, floorBroken ? after.floor() : null, after.ceiling());
        }
        return store(account, new AccountChanged(command.ledger(), address, after));
    }

    /** What a patch is only together with what it is applied to; null when it is well formed. */
    private static Outcome<AccountResult> invalid(AccountState after) {
        try {
            Amounts.requireOrdered(after.floor(), after.ceiling());
        } catch (InvalidValueException e) {
            return Outcome.rejected(
                    AccountRejection.INVALID,
                    "floor " + e.getMessage() + ".",
                    Map.of("field", "floor", "value", after.floor()));
        }
        try {
            Metadata.checked(after.metadata());
            return null;
        } catch (InvalidValueException e) {
            return Outcome.rejected(
                    AccountRejection.INVALID, "metadata " + e.getMessage(), Map.of("field", "metadata"));
        }
    }

    @CommandHandler
    public Outcome<AccountResult> handle(FreezeAccount command, MetaData metadata) {
        LedgerName ledger = command.ledger();
        Address address = command.address();
        return once(
                ledger,
                address,
                metadata,
                account -> becomes(account, AccountStatus.FROZEN, state -> new AccountFrozen(ledger, address, state)));
    }

    @CommandHandler
    public Outcome<AccountResult> handle(UnfreezeAccount command, MetaData metadata) {
        LedgerName ledger = command.ledger();
        Address address = command.address();
        return once(
                ledger,
                address,
                metadata,
                account -> becomes(account, AccountStatus.OPEN, state -> new AccountUnfrozen(ledger, address, state)));
    }

    @CommandHandler
    public Outcome<AccountResult> handle(CloseAccount command, MetaData metadata) {
        return once(command.ledger(), command.address(), metadata, account -> close(command, account));
    }

    private static Outcome<AccountResult> becomes(
            Aggregate<Account> account, AccountStatus status, Function<AccountState, AccountStateEvent> event) {
        AccountState before = account.invoke(Account::state);
        AccountStateEvent happened = event.apply(before.withStatus(status));
        if (before.status() == AccountStatus.CLOSED) {
            return closed(happened.address());
        }
        return before.status() == status
                ? Outcome.replayed(new AccountResult(happened.address(), before), 0)
                : store(account, happened);
    }

    private static Outcome<AccountResult> close(CloseAccount command, Aggregate<Account> account) {
        AccountState before = account.invoke(Account::state);
        if (before.status() == AccountStatus.CLOSED) {
            return Outcome.replayed(new AccountResult(command.address(), before), 0);
        }
        if (!before.counters().isEmpty(before.normal())) {
            return Outcome.rejected(
                    AccountRejection.ACCOUNT_NOT_EMPTY,
                    "Account " + command.address() + " has a balance or pending amounts and cannot be closed.",
                    Map.of("account", command.address().value(), "balance", before.balance()));
        }
        return store(
                account,
                new AccountClosed(command.ledger(), command.address(), before.withStatus(AccountStatus.CLOSED)));
    }

    /** These commands have no content beside their path, which is in the scope of the key. */
    private Outcome<AccountResult> once(
            LedgerName ledger,
            Address address,
            MetaData metadata,
            Function<Aggregate<Account>, Outcome<AccountResult>> decision) {
        Optional<RecordedUnit> earlier = units.unitOfKey(ledger, metadata);
        return earlier.isPresent() ? original(earlier.get()) : onExisting(ledger, address, decision);
    }

    private Outcome<AccountResult> onExisting(
            LedgerName ledger, Address address, Function<Aggregate<Account>, Outcome<AccountResult>> decision) {
        String stream = ledger.streamOf(address);
        if (units.exists(stream)) {
            return decision.apply(accounts.load(stream));
        }
        return units.exists(ledger.stream())
                ? Outcome.rejected(
                        AccountRejection.NOT_FOUND,
                        "There is no account " + address + ".",
                        Map.of("account", address.value()))
                : noLedger(ledger);
    }

    private static Outcome<AccountResult> store(Aggregate<Account> account, AccountStateEvent event) {
        account.execute(found -> found.record(event));
        return Outcome.changed(new AccountResult(event.address(), event.state()));
    }

    /** The account as an earlier command with the same key left it. */
    private static Outcome<AccountResult> original(RecordedUnit unit) {
        for (RecordedEvent event : unit.events()) {
            if (event.payload() instanceof AccountStateEvent happened) {
                return Outcome.replayed(new AccountResult(happened.address(), happened.state()), unit.position());
            }
        }
        throw new IllegalStateException("the unit at " + unit.position() + " holds no event of an account");
    }

    private static Outcome<AccountResult> noLedger(LedgerName ledger) {
        return Outcome.rejected(
                AccountRejection.NOT_FOUND, "There is no ledger " + ledger + ".", Map.of("ledger", ledger.value()));
    }

    private static Outcome<AccountResult> closed(Address address) {
        return Outcome.rejected(
                AccountRejection.ACCOUNT_CLOSED,
                "Account " + address + " is closed.",
                Map.of("account", address.value()));
    }

    private static Outcome<AccountResult> brokenLimit(
            Address address, AccountState state, BigInteger floor, BigInteger ceiling) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("account", address.value());
        facts.put("limit", LimitRule.isBelow(floor, state) ? floor : ceiling);
        facts.put("available", state.available());
        return Outcome.rejected(
                AccountRejection.LIMIT_VIOLATED, "Account " + address + " already breaks that limit.", facts);
    }
}
