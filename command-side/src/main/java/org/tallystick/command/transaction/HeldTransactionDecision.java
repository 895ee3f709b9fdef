package org.tallystick.command.transaction;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.events.HeldCreditPosted;
import org.tallystick.events.HeldCreditReleased;
import org.tallystick.events.HeldDebitPosted;
import org.tallystick.events.HeldDebitReleased;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionExpired;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionStates;
import org.tallystick.events.TransactionVoided;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Posting;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionState;

/** Decides how a pending transaction ends: posted, voided or expired, and only once. Limits are not checked again. */
final class HeldTransactionDecision {
    private HeldTransactionDecision() {}

    static Decision post(PostHeldTransaction command, TransactionHistory history, Books books, Instant now) {
        TransactionState state = history.state();
        List<BigInteger> held = state.postings().stream().map(Posting::amount).toList();
        List<BigInteger> amounts = command.amounts() == null ? held : command.amounts();
        if (amounts.size() != held.size()) {
            return invalidAmounts("must have as many amounts as the hold has postings, " + held.size());
        }
        int posted = history.indexOf(HeldTransactionPosted.class);
        if (posted >= 0
                && ((HeldTransactionPosted) history.events().get(posted))
                        .amounts()
                        .equals(amounts)) {
            return new Decision.Replay(command.transaction(), posted);
        }
        Decision.Rejected rejected =
                NewTransactionDecision.checkPeriod(state.effectiveAt() == null ? now : state.effectiveAt(), books);
        if (rejected == null) {
            rejected = checkPending(history);
        }
        if (rejected == null && state.expiresAt() != null && !now.isBefore(state.expiresAt())) {
            rejected = NewTransactionDecision.expired(state.id(), state.expiresAt());
        }
        if (rejected == null) {
            rejected = checkAmounts(amounts, held);
        }
        return rejected == null ? postPending(command, amounts, state, books, now) : rejected;
    }

    private static Decision postPending(
            PostHeldTransaction command, List<BigInteger> amounts, TransactionState state, Books books, Instant now) {
        Entries entries = new Entries(amounts.size());
        for (int i = 0; i < amounts.size(); i++) {
            post(state, i, amounts.get(i), entries, books);
        }
        Decision.Rejected overflow = entries.overflow();
        HeldTransactionPosted event = new HeldTransactionPosted(command.ledger(), command.transaction(), amounts);
        return overflow == null ? accepted(event, state, entries, now) : overflow;
    }

    static Decision end(TransactionVoided event, TransactionHistory history, Books books, Instant now) {
        int voided = history.indexOf(TransactionVoided.class);
        if (voided >= 0) {
            return new Decision.Replay(event.transaction(), voided);
        }
        Decision.Rejected rejected = checkPending(history);
        return rejected == null ? release(event, history.state(), books, now) : rejected;
    }

    static Decision end(TransactionExpired event, TransactionHistory history, Books books, Instant now) {
        int expired = history.indexOf(TransactionExpired.class);
        if (expired >= 0) {
            return new Decision.Replay(event.transaction(), expired);
        }
        Decision.Rejected rejected = checkPending(history);
        if (rejected != null) {
            return rejected;
        }
        Instant expiresAt = history.state().expiresAt();
        return expiresAt == null || now.isBefore(expiresAt)
                ? new Decision.Rejected(
                        TransactionRejection.INVALID,
                        "Transaction " + event.transaction() + " has not expired yet.",
                        Map.of("transaction", event.transaction().value()))
                : release(event, history.state(), books, now);
    }

    private static Decision release(TransactionEvent event, TransactionState state, Books books, Instant now) {
        Entries entries = new Entries(state.postings().size());
        for (int i = 0; i < state.postings().size(); i++) {
            release(state, i, entries, books);
        }
        return accepted(event, state, entries, now);
    }

    private static Decision.Accepted accepted(
            TransactionEvent event, TransactionState before, Entries entries, Instant now) {
        return new Decision.Accepted(
                entries.list(), List.of(event), entries.moved(), TransactionStates.after(before, event, now));
    }

    private static void post(TransactionState state, int index, BigInteger amount, Entries entries, Books books) {
        LedgerName ledger = books.ledger();
        TransactionId id = state.id();
        Posting posting = state.postings().get(index);
        BigInteger held = posting.amount();
        Instant effectiveAt = state.effectiveAt();
        entries.add(
                books.party(posting.debit()),
                Side.DEBIT,
                amount,
                held.negate(),
                after -> new HeldDebitPosted(
                        ledger, posting.debit(), id, index, posting.asset(), held, amount, effectiveAt, after));
        entries.add(
                books.party(posting.credit()),
                Side.CREDIT,
                amount,
                held.negate(),
                after -> new HeldCreditPosted(
                        ledger, posting.credit(), id, index, posting.asset(), held, amount, effectiveAt, after));
    }

    private static void release(TransactionState state, int index, Entries entries, Books books) {
        LedgerName ledger = books.ledger();
        TransactionId id = state.id();
        Posting posting = state.postings().get(index);
        BigInteger held = posting.amount();
        entries.add(
                books.party(posting.debit()),
                Side.DEBIT,
                BigInteger.ZERO,
                held.negate(),
                after -> new HeldDebitReleased(ledger, posting.debit(), id, index, posting.asset(), held, after));
        entries.add(
                books.party(posting.credit()),
                Side.CREDIT,
                BigInteger.ZERO,
                held.negate(),
                after -> new HeldCreditReleased(ledger, posting.credit(), id, index, posting.asset(), held, after));
    }

    private static Decision.Rejected checkPending(TransactionHistory history) {
        TransactionState state = history.state();
        TransactionRejection rejection = switch (state.phase()) {
            case PENDING -> null;
            case POSTED ->
                history.created() instanceof TransactionHeld
                        ? TransactionRejection.ALREADY_POSTED
                        : TransactionRejection.NOT_PENDING;
            case VOIDED -> TransactionRejection.ALREADY_VOIDED;
            case EXPIRED -> TransactionRejection.TRANSACTION_EXPIRED;
        };
        return rejection == null
                ? null
                : new Decision.Rejected(
                        rejection,
                        "Transaction " + state.id() + " is not pending.",
                        Map.of("transaction", state.id().value()));
    }

    private static Decision.Rejected checkAmounts(List<BigInteger> amounts, List<BigInteger> held) {
        for (int i = 0; i < amounts.size(); i++) {
            if (amounts.get(i).compareTo(held.get(i)) > 0) {
                return new Decision.Rejected(
                        TransactionRejection.EXCEEDS_HELD,
                        "Posting " + i + " holds " + held.get(i) + ", less than " + amounts.get(i) + ".",
                        Map.of("posting", i, "held", held.get(i), "amount", amounts.get(i)));
            }
        }
        return null;
    }

    private static Decision.Rejected invalidAmounts(String what) {
        return new Decision.Rejected(
                TransactionRejection.INVALID, "postings " + what + ".", Map.of("field", "postings"));
    }
}
