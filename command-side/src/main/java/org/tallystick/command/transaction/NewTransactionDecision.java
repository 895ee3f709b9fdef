package org.tallystick.command.transaction;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.events.AccountCredited;
import org.tallystick.events.AccountDebited;
import org.tallystick.events.CreditHeld;
import org.tallystick.events.DebitHeld;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionPosted;
import org.tallystick.events.TransactionStates;
import org.tallystick.values.AccountState;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Posting;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/** Decides whether a new transaction, posted at once or pending, may happen. Rules are tried in their precedence. */
final class NewTransactionDecision {
    private NewTransactionDecision() {}

    static Decision decide(NewTransaction command, Books books, Instant now) {
        TransactionEvent event = eventOf(command);
        TransactionHistory existing = books.transaction(command.transaction());
        if (existing != null) {
            return existing.created().equals(event)
                    ? new Decision.Replay(command.transaction(), 0)
                    : idReused(command.transaction());
        }
        Party[] parties = books.parties(command.postings());
        Decision.Rejected rejected = checkContext(event, command.postings(), parties, books, now);
        return rejected == null ? decideAmounts(event, command.postings(), parties, now) : rejected;
    }

    /**
     * What does not depend on amounts: ledger, accounts, assets and times; null when all of it is right.
     *
     * @param parties of the postings, as {@link Books#parties} tells them
     */
    static Decision.Rejected checkContext(
            TransactionEvent event, List<Posting> postings, Party[] parties, Books books, Instant now) {
        Decision.Rejected rejected = checkParties(postings, parties, books);
        return rejected == null ? checkTimes(event, books, now) : rejected;
    }

    /** For a new transaction whose context is right. */
    static Decision decideAmounts(TransactionEvent event, List<Posting> postings, Party[] parties, Instant now) {
        Entries entries = entriesOf(event, postings, parties);
        List<Decision.Moved> moved = entries.moved();
        Decision.Rejected rejected = entries.overflow();
        if (rejected == null) {
            rejected = Entries.brokenLimit(moved);
        }
        return rejected != null
                ? rejected
                : new Decision.Accepted(
                        entries.list(), List.of(event), moved, TransactionStates.after(null, event, now));
    }

    private static TransactionEvent eventOf(NewTransaction command) {
        if (command instanceof HoldTransaction hold) {
            return new TransactionHeld(
                    hold.ledger(),
                    hold.transaction(),
                    hold.postings(),
                    hold.expiresAt(),
                    hold.effectiveAt(),
                    hold.reference(),
                    hold.description(),
                    hold.metadata());
        }
        return new TransactionPosted(
                command.ledger(),
                command.transaction(),
                command.postings(),
                command.effectiveAt(),
                command.reference(),
                command.description(),
                command.metadata(),
                null);
    }

    private static Decision.Rejected checkParties(List<Posting> postings, Party[] parties, Books books) {
        if (books.ledgerState() == null) {
            return noLedger(books.ledger());
        }
        Decision.Rejected rejected = firstAccount(
                parties, account -> account == null, TransactionRejection.ACCOUNT_NOT_FOUND, "does not exist");
        if (rejected == null) {
            rejected = firstAccount(
                    parties,
                    account -> account.status() == AccountStatus.CLOSED,
                    TransactionRejection.ACCOUNT_CLOSED,
                    "is closed");
        }
        if (rejected == null) {
            rejected = firstAccount(
                    parties,
                    account -> account.status() == AccountStatus.FROZEN,
                    TransactionRejection.ACCOUNT_FROZEN,
                    "is frozen");
        }
        return rejected == null ? checkAssets(postings, parties) : rejected;
    }

    private static Decision.Rejected firstAccount(
            Party[] parties, Predicate<AccountState> isWrong, TransactionRejection rejection, String what) {
        for (Party party : parties) {
            if (isWrong.test(party.state())) {
                return new Decision.Rejected(
                        rejection,
                        "Account " + party.address() + " " + what + ".",
                        Map.of("account", party.address().value()));
            }
        }
        return null;
    }

    private static Decision.Rejected checkAssets(List<Posting> postings, Party[] parties) {
        for (int i = 0; i < parties.length; i++) {
            Asset held = parties[i].state().asset();
            Asset moved = postings.get(i / 2).asset();
            if (!held.equals(moved)) {
                Address address = parties[i].address();
                return new Decision.Rejected(
                        TransactionRejection.ASSET_MISMATCH,
                        "Account " + address + " holds " + held + ", not " + moved + ".",
                        Map.of("account", address.value(), "asset", held.toString()));
            }
        }
        return null;
    }

    private static Decision.Rejected checkTimes(TransactionEvent event, Books books, Instant now) {
        if (event instanceof TransactionHeld held) {
            Decision.Rejected locked = held.effectiveAt() == null ? null : checkPeriod(held.effectiveAt(), books);
            return locked == null
                            && held.expiresAt() != null
                            && !held.expiresAt().isAfter(now)
                    ? expired(held.transaction(), held.expiresAt())
                    : locked;
        }
        Instant effectiveAt = ((TransactionPosted) event).effectiveAt();
        return checkPeriod(effectiveAt == null ? now : effectiveAt, books);
    }

    static Decision.Rejected checkPeriod(Instant effectiveAt, Books books) {
        Instant lockedBefore = books.ledgerState().lockedBefore();
        return lockedBefore != null && effectiveAt.isBefore(lockedBefore)
                ? new Decision.Rejected(
                        TransactionRejection.PERIOD_LOCKED,
                        "The ledger is closed before " + lockedBefore + ".",
                        Map.of("lockedBefore", lockedBefore.toString(), "effectiveAt", effectiveAt.toString()))
                : null;
    }

    private static Entries entriesOf(TransactionEvent event, List<Posting> postings, Party[] parties) {
        Entries entries = new Entries(postings.size());
        for (int i = 0; i < postings.size(); i++) {
            Posting posting = postings.get(i);
            if (event instanceof TransactionHeld held) {
                hold(held, i, posting, parties, entries);
            } else {
                post((TransactionPosted) event, i, posting, parties, entries);
            }
        }
        return entries;
    }

    private static void post(TransactionPosted event, int index, Posting posting, Party[] parties, Entries entries) {
        LedgerName ledger = event.ledger();
        TransactionId id = event.transaction();
        BigInteger amount = posting.amount();
        Instant effectiveAt = event.effectiveAt();
        entries.add(
                parties[2 * index],
                Side.DEBIT,
                amount,
                BigInteger.ZERO,
                after -> new AccountDebited(
                        ledger, posting.debit(), id, index, posting.asset(), amount, effectiveAt, after));
        entries.add(
                parties[2 * index + 1],
                Side.CREDIT,
                amount,
                BigInteger.ZERO,
                after -> new AccountCredited(
                        ledger, posting.credit(), id, index, posting.asset(), amount, effectiveAt, after));
    }

    private static void hold(TransactionHeld event, int index, Posting posting, Party[] parties, Entries entries) {
        LedgerName ledger = event.ledger();
        TransactionId id = event.transaction();
        BigInteger amount = posting.amount();
        Instant effectiveAt = event.effectiveAt();
        entries.add(
                parties[2 * index],
                Side.DEBIT,
                BigInteger.ZERO,
                amount,
                after ->
                        new DebitHeld(ledger, posting.debit(), id, index, posting.asset(), amount, effectiveAt, after));
        entries.add(
                parties[2 * index + 1],
                Side.CREDIT,
                BigInteger.ZERO,
                amount,
                after -> new CreditHeld(
                        ledger, posting.credit(), id, index, posting.asset(), amount, effectiveAt, after));
    }

    static Decision.Rejected idReused(TransactionId id) {
        return new Decision.Rejected(
                TransactionRejection.ID_REUSED,
                "Transaction " + id + " exists with other content.",
                Map.of("transaction", id.value()));
    }

    static Decision.Rejected expired(TransactionId id, Instant expiresAt) {
        return new Decision.Rejected(
                TransactionRejection.TRANSACTION_EXPIRED,
                "Transaction " + id + " expired at " + expiresAt + ".",
                Map.of("transaction", id.value(), "expiresAt", expiresAt.toString()));
    }

    static Decision.Rejected noLedger(LedgerName ledger) {
        return new Decision.Rejected(
                TransactionRejection.NOT_FOUND, "There is no ledger " + ledger + ".", Map.of("ledger", ledger.value()));
    }
}
