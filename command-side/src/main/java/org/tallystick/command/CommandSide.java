package org.tallystick.command;

import java.time.Clock;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.modelling.command.Repository;
import org.tallystick.command.account.Account;
import org.tallystick.command.account.AccountCommandHandler;
import org.tallystick.command.account.Accounts;
import org.tallystick.command.account.LaneAccounts;
import org.tallystick.command.engine.IdempotencyKeys;
import org.tallystick.command.engine.LedgerDomain;
import org.tallystick.command.ledger.Ledger;
import org.tallystick.command.ledger.LedgerCommandHandler;
import org.tallystick.command.payment.Payment;
import org.tallystick.command.payment.PaymentCommandHandler;
import org.tallystick.command.standingorder.StandingOrder;
import org.tallystick.command.standingorder.StandingOrderCommandHandler;
import org.tallystick.command.transaction.BatchCommandHandler;
import org.tallystick.command.transaction.Transaction;
import org.tallystick.command.transaction.TransactionCommandHandler;
import org.tallystick.command.transfer.Transfer;
import org.tallystick.command.transfer.TransferCommandHandler;
import org.tallystick.events.BeneficiaryReader;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.lane.LaneCaches;
import org.tallystick.eventstore.lane.LaneCommandBus;
import org.tallystick.eventstore.lane.LaneRepository;
import org.tallystick.eventstore.lane.LaneSettings;

/** What the starter makes of the command side in the program, for tests and benchmarks that start no Spring. */
public final class CommandSide {
    private CommandSide() {}

    /**
     * The bus with all handlers; it belongs to the caller, who closes it before the store.
     *
     * @param beneficiaries reads what is encrypted in payments
     */
    public static LaneCommandBus over(
            Store store, LaneSettings settings, Clock clock, BeneficiaryReader beneficiaries) {
        LaneCaches caches = new LaneCaches();
        LaneCommandBus bus = new LaneCommandBus(store, settings.knowing(LedgerDomain.commands()), caches, clock);
        IdempotencyKeys keys = new IdempotencyKeys(store.units());
        bus.registerHandlerInterceptor(keys);
        Repository<Ledger> ledgers = repository(Ledger.class, store, caches);
        LaneRepository<Account> accounts = repository(Account.class, store, caches);
        Accounts known = new LaneAccounts(accounts, store.units());
        Repository<Transaction> transactions = repository(Transaction.class, store, caches);
        subscribe(new LedgerCommandHandler(ledgers, store.units()), bus);
        subscribe(new AccountCommandHandler(accounts, store.units()), bus);
        subscribe(new TransactionCommandHandler(ledgers, known, transactions, store.units()), bus);
        Repository<Payment> payments = repository(Payment.class, store, caches);
        subscribe(new PaymentCommandHandler(payments, store.units(), beneficiaries), bus);
        subscribe(new TransferCommandHandler(repository(Transfer.class, store, caches), store.units()), bus);
        Repository<StandingOrder> orders = repository(StandingOrder.class, store, caches);
        subscribe(new StandingOrderCommandHandler(orders, store.units(), beneficiaries), bus);
        subscribe(new BatchCommandHandler(ledgers, known, transactions, store.units(), keys), bus);
        return bus;
    }

    private static <T> LaneRepository<T> repository(Class<T> type, Store store, LaneCaches caches) {
        return LaneRepository.of(type, store.eventStore(), caches.of(type));
    }

    private static <T> void subscribe(T handler, LaneCommandBus bus) {
        new AnnotationCommandHandlerAdapter<>(handler).subscribe(bus);
    }
}
