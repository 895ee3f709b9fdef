package org.tallystick.command;

import java.time.Clock;
import java.util.List;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.modelling.command.Repository;
import org.tallystick.command.account.Account;
import org.tallystick.command.account.AccountCommandHandler;
import org.tallystick.command.account.Accounts;
import org.tallystick.command.journal.Store;
import org.tallystick.command.lane.LaneCache;
import org.tallystick.command.lane.LaneCommandBus;
import org.tallystick.command.lane.LaneRepository;
import org.tallystick.command.lane.LaneSettings;
import org.tallystick.command.ledger.Ledger;
import org.tallystick.command.ledger.LedgerCommandHandler;
import org.tallystick.command.payment.Payment;
import org.tallystick.command.payment.PaymentCommandHandler;
import org.tallystick.command.standingorder.PlacedOrder;
import org.tallystick.command.standingorder.StandingOrderCommandHandler;
import org.tallystick.command.transaction.BatchCommandHandler;
import org.tallystick.command.transaction.Transaction;
import org.tallystick.command.transaction.TransactionCommandHandler;
import org.tallystick.command.transfer.Transfer;
import org.tallystick.command.transfer.TransferCommandHandler;
import org.tallystick.events.BeneficiaryReader;

/** Puts the command handlers, their repositories and the bus together over a store. */
public final class CommandSide {
    private static final int CACHED_LEDGERS = 2_000;
    private static final int CACHED_ACCOUNTS = 100_000;
    private static final int CACHED_TRANSACTIONS = 40_000;
    private static final int CACHED_PAYMENTS = 40_000;
    private static final int CACHED_TRANSFERS = 40_000;
    private static final int CACHED_ORDERS = 10_000;

    private CommandSide() {}

    /**
     * The bus with all handlers; it belongs to the caller, who closes it before the store.
     *
     * @param beneficiaries reads what is encrypted in payments
     */
    public static LaneCommandBus over(
            Store store, LaneSettings settings, Clock clock, BeneficiaryReader beneficiaries) {
        LaneCache<Ledger> ledgerCache = new LaneCache<>(CACHED_LEDGERS);
        LaneCache<Account> accountCache = new LaneCache<>(CACHED_ACCOUNTS);
        LaneCache<Transaction> transactionCache = new LaneCache<>(CACHED_TRANSACTIONS);
        LaneCache<Payment> paymentCache = new LaneCache<>(CACHED_PAYMENTS);
        LaneCache<Transfer> transferCache = new LaneCache<>(CACHED_TRANSFERS);
        LaneCache<PlacedOrder> orderCache = new LaneCache<>(CACHED_ORDERS);
        LaneCommandBus bus = new LaneCommandBus(
                store,
                settings,
                List.of(ledgerCache, accountCache, transactionCache, paymentCache, transferCache, orderCache),
                clock);
        Repository<Ledger> ledgers = repository(Ledger.class, store, ledgerCache);
        LaneRepository<Account> accounts = repository(Account.class, store, accountCache);
        Accounts known = stream -> accounts.find(stream, store.units()::exists);
        Repository<Transaction> transactions =
                LaneRepository.of(Transaction.class, store.eventStore(), transactionCache, Transaction::isPending);
        subscribe(new LedgerCommandHandler(ledgers, store.units()), bus);
        subscribe(new AccountCommandHandler(accounts, store.units()), bus);
        subscribe(new TransactionCommandHandler(ledgers, known, transactions, store.units()), bus);
        Repository<Payment> payments = repository(Payment.class, store, paymentCache);
        subscribe(new PaymentCommandHandler(payments, store.units(), beneficiaries), bus);
        subscribe(new TransferCommandHandler(repository(Transfer.class, store, transferCache), store.units()), bus);
        Repository<PlacedOrder> orders = repository(PlacedOrder.class, store, orderCache);
        subscribe(new StandingOrderCommandHandler(orders, store.units(), beneficiaries), bus);
        subscribe(new BatchCommandHandler(ledgers, known, transactions, store.units()), bus);
        return bus;
    }

    private static <T> LaneRepository<T> repository(Class<T> type, Store store, LaneCache<T> cache) {
        return LaneRepository.of(type, store.eventStore(), cache, each -> true);
    }

    private static <T> void subscribe(T handler, LaneCommandBus bus) {
        new AnnotationCommandHandlerAdapter<>(handler).subscribe(bus);
    }
}
