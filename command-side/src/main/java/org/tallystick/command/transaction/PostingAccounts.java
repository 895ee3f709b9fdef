package org.tallystick.command.transaction;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.tallystick.command.decision.Violation;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.OrderedMap;
import org.tallystick.values.Posting;

/** The accounts of some postings within one decision. */
final class PostingAccounts {
    private final List<Posting> postings;
    private final LedgerAccount[] sides;

    private PostingAccounts(List<Posting> postings, LedgerAccount[] sides) {
        this.postings = postings;
        this.sides = sides;
    }

    /**
     * Those of the debit and the credit of each posting in turn, up to the first that does not exist. The two of a single
     * posting differ.
     */
    static PostingAccounts of(List<Posting> postings, DecisionState state) {
        LedgerAccount[] sides = new LedgerAccount[2 * postings.size()];
        Function<Address, LedgerAccount> finding = address -> new LedgerAccount(address, state.account(address));
        Map<Address, LedgerAccount> found = new HashMap<>();
        for (int i = 0; i < sides.length; i++) {
            Posting posting = postings.get(i / 2);
            Address address = i % 2 == 0 ? posting.debit() : posting.credit();
            sides[i] = sides.length == 2 ? finding.apply(address) : found.computeIfAbsent(address, finding);
            if (sides[i].state() == null) {
                return new PostingAccounts(postings, Arrays.copyOf(sides, i + 1));
            }
        }
        return new PostingAccounts(postings, sides);
    }

    LedgerAccount debit(int posting) {
        return sides[2 * posting];
    }

    LedgerAccount credit(int posting) {
        return sides[2 * posting + 1];
    }

    /** How the first account is wrong; null when none is. */
    Violation first(Predicate<AccountState> isWrong, String what) {
        for (LedgerAccount account : sides) {
            if (isWrong.test(account.state())) {
                return new Violation(
                        "Account " + account.address() + " " + what + ".",
                        Map.of("account", account.address().value()));
            }
        }
        return null;
    }

    Violation ofOtherAsset() {
        for (int i = 0; i < sides.length; i++) {
            Asset held = sides[i].state().asset();
            Asset moved = postings.get(i / 2).asset();
            if (!held.equals(moved)) {
                Address address = sides[i].address();
                return new Violation(
                        "Account " + address + " holds " + held + ", not " + moved + ".",
                        OrderedMap.of("account", address.value(), "asset", held.toString()));
            }
        }
        return null;
    }

    /** The first account, by address, that its counters after all entries break a limit of; null when there is none. */
    LedgerAccount firstBreaking(BiPredicate<AccountState, Counters> limit) {
        LedgerAccount first = null;
        for (LedgerAccount account : sides) {
            boolean isFirst = first == null || account.address().compareTo(first.address()) < 0;
            if (isFirst && limit.test(account.state(), account.after())) {
                first = account;
            }
        }
        return first;
    }
}
