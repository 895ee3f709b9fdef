package org.tallystick.app.verification;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionExpired;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionVoided;
import org.tallystick.query.payment.MoneyInFlight;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentState;
import org.tallystick.values.Side;

/** Adds up from the events what is in flight. What is in memory is what is held at one time, and the clearing accounts. */
final class InFlightCheck {
    private final Set<Account> clearing = new TreeSet<>(
            Comparator.comparing(Account::ledger).thenComparing(Account::asset).thenComparing(Account::address));
    private final Map<String, PaymentId> held = new HashMap<>();
    private final Map<Account, BigInteger> pending = new HashMap<>();
    private final Map<Account, BigInteger> own = new HashMap<>();
    private final Map<Account, BigInteger> changed = new HashMap<>();

    private record Account(String ledger, String asset, String address) {}

    private record Open(long payments, BigInteger amount) {
        Open plus(Open other) {
            return new Open(payments + other.payments, amount.add(other.amount));
        }
    }

    void see(Object event) {
        if (event instanceof PaymentInitiated initiated) {
            clearing.add(new Account(
                    initiated.ledger().value(),
                    initiated.asset().toString(),
                    initiated.terms().clearing().value()));
        } else if (event instanceof AccountEntry entry && entry.side() == Side.CREDIT) {
            Account account = new Account(
                    entry.ledger().value(),
                    entry.asset().toString(),
                    entry.address().value());
            add(pending, account, entry.pendingChange());
            add(changed, account, entry.pendingChange());
        } else if (event instanceof TransactionEvent happened) {
            see(happened);
        }
    }

    /** The entries of a transaction stand before its event, in the same unit of work. */
    private void see(TransactionEvent event) {
        String stream = event.stream();
        if (event instanceof TransactionHeld hold) {
            DerivedIds.paymentOf(hold.transaction(), hold.metadata()).ifPresent(payment -> held.put(stream, payment));
        }
        if (held.containsKey(stream)) {
            changed.forEach((account, amount) -> add(own, account, amount));
        }
        changed.clear();
        if (event instanceof HeldTransactionPosted
                || event instanceof TransactionVoided
                || event instanceof TransactionExpired) {
            held.remove(stream);
        }
    }

    private static void add(Map<Account, BigInteger> sums, Account account, BigInteger amount) {
        sums.merge(account, amount, (one, other) -> {
            BigInteger sum = one.add(other);
            return sum.signum() == 0 ? null : sum;
        });
    }

    /** @param states what payments are by their events */
    List<MoneyInFlight> result(Function<PaymentId, PaymentState> states) {
        Map<Account, Open> open = new HashMap<>();
        for (PaymentId payment : held.values()) {
            PaymentState state = states.apply(payment);
            if (!state.isEnded()) {
                Account account = new Account(
                        state.ledger().value(),
                        state.asset().toString(),
                        state.terms().clearing().value());
                open.merge(account, new Open(1, state.amount()), Open::plus);
            }
        }
        List<MoneyInFlight> accounts = new ArrayList<>();
        for (Account account : clearing) {
            Open found = open.getOrDefault(account, new Open(0, BigInteger.ZERO));
            accounts.add(new MoneyInFlight(
                    account.ledger,
                    account.asset,
                    account.address,
                    found.payments,
                    found.amount,
                    pending.getOrDefault(account, BigInteger.ZERO),
                    own.getOrDefault(account, BigInteger.ZERO)));
        }
        return accounts;
    }
}
