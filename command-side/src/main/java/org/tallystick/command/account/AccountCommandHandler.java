package org.tallystick.command.account;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;
import org.tallystick.command.decision.Decision;
import org.tallystick.commands.AccountResult;
import org.tallystick.commands.ChangeAccount;
import org.tallystick.commands.CloseAccount;
import org.tallystick.commands.FreezeAccount;
import org.tallystick.commands.OpenAccount;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.UnfreezeAccount;
import org.tallystick.events.AccountStateEvent;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/** Opens, changes, freezes, unfreezes and closes accounts. */
@Component
public class AccountCommandHandler {
    private final Repository<Account> accounts;
    private final UnitLookup units;

    public AccountCommandHandler(Repository<Account> accounts, UnitLookup units) {
        this.accounts = accounts;
        this.units = units;
    }

    @CommandHandler
    public Outcome<AccountResult> handle(OpenAccount command) throws Exception {
        String stream = command.ledger().streamOf(command.address());
        Aggregate<Account> existing = units.exists(stream) ? accounts.load(stream) : null;
        if (existing != null) {
            return outcome(
                    AccountDecision.open(command, existing.invoke(Account::opened), true), command.address(), existing);
        }
        return AccountDecision.open(command, null, ledgerExists(command.ledger()))
                .create(event -> {
                    accounts.newInstance(() -> new Account(event));
                    return new AccountResult(command.address(), event.state(), 0);
                });
    }

    @CommandHandler
    public Outcome<AccountResult> handle(ChangeAccount command) {
        return onExisting(
                command.ledger(),
                command.address(),
                (ledger, address, before) -> AccountDecision.change(command, before));
    }

    @CommandHandler
    public Outcome<AccountResult> handle(FreezeAccount command) {
        return onExisting(command.ledger(), command.address(), AccountDecision::freeze);
    }

    @CommandHandler
    public Outcome<AccountResult> handle(UnfreezeAccount command) {
        return onExisting(command.ledger(), command.address(), AccountDecision::unfreeze);
    }

    @CommandHandler
    public Outcome<AccountResult> handle(CloseAccount command) {
        return onExisting(command.ledger(), command.address(), AccountDecision::close);
    }

    private Outcome<AccountResult> onExisting(LedgerName ledger, Address address, Deciding deciding) {
        String stream = ledger.streamOf(address);
        if (!units.exists(stream)) {
            return AccountDecision.notFound(ledger, address, ledgerExists(ledger))
                    .outcome();
        }
        Aggregate<Account> account = accounts.load(stream);
        return outcome(deciding.decide(ledger, address, account.invoke(Account::state)), address, account);
    }

    private boolean ledgerExists(LedgerName ledger) {
        return units.exists(ledger.stream());
    }

    private static Outcome<AccountResult> outcome(
            Decision<? extends AccountStateEvent> decision, Address address, Aggregate<Account> account) {
        return decision.apply(
                event -> account.execute(found -> found.record(event)),
                () -> new AccountResult(address, account.invoke(Account::state), account.version()));
    }

    private interface Deciding {
        Decision<AccountStateEvent> decide(LedgerName ledger, Address address, AccountState before);
    }
}
