package org.tallystick.command.transaction;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.tallystick.command.account.LimitRule;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.events.AccountEntry;
import org.tallystick.values.AccountState;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/** The entries of one transaction, gathered posting by posting with the counters that each leaves behind. */
final class Entries {
    private static final Comparator<Party> BY_ADDRESS = Comparator.comparing(Party::address);

    private final List<Decision.Entry> entries;
    private final List<Party> moved;
    private Party overflown;

    /** @param postings how many postings these are the entries of */
    Entries(int postings) {
        entries = new ArrayList<>(2 * postings);
        moved = new ArrayList<>(2 * postings);
    }

    /** Moves the counters of one side of an account and notes the event that says so. */
    void add(Party party, Side side, BigInteger posted, BigInteger pending, EventOf event) {
        AccountState before = party.after(this);
        Counters counters = before.counters();
        if (posted.signum() != 0) {
            counters = counters.plusPosted(side, posted);
        }
        if (pending.signum() != 0) {
            counters = counters.plusPending(side, pending);
        }
        if (overflown == null && !counters.fit()) {
            overflown = party;
        }
        if (!party.isMovedBy(this)) {
            moved.add(party);
        }
        party.move(this, before.withCounters(counters));
        entries.add(new Decision.Entry(party, event.with(counters)));
    }

    List<Decision.Entry> list() {
        return entries;
    }

    /** The accounts after the entries, by address; to be asked for when all entries are added. */
    List<Decision.Moved> moved() {
        moved.sort(BY_ADDRESS);
        List<Decision.Moved> all = new ArrayList<>(moved.size());
        for (Party party : moved) {
            all.add(new Decision.Moved(party, party.after(this)));
        }
        return all;
    }

    /** A counter with more than 38 digits; null when there is none. */
    Decision.Rejected overflow() {
        return overflown == null
                ? null
                : new Decision.Rejected(
                        TransactionRejection.AMOUNT_OVERFLOW,
                        "A counter of account " + overflown.address() + " would have more than 38 digits.",
                        Map.of("account", overflown.address().value()));
    }

    /**
     * The first limit that the whole transaction breaks, ceilings before floors; null when it breaks none.
     *
     * @param moved what {@link #moved()} tells
     */
    static Decision.Rejected brokenLimit(List<Decision.Moved> moved) {
        Party over = first(moved, LimitRule::breaksCeiling);
        if (over != null) {
            return rejected(
                    TransactionRejection.CEILING_EXCEEDED, over, over.state().ceiling());
        }
        Party under = first(moved, LimitRule::breaksFloor);
        return under == null
                ? null
                : rejected(
                        TransactionRejection.INSUFFICIENT_FUNDS,
                        under,
                        under.state().floor());
    }

    private static Party first(List<Decision.Moved> moved, BiPredicate<AccountState, Counters> breaks) {
        for (Decision.Moved each : moved) {
            if (breaks.test(each.after(), each.party().state().counters())) {
                return each.party();
            }
        }
        return null;
    }

    private static Decision.Rejected rejected(TransactionRejection rejection, Party party, BigInteger limit) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("account", party.address().value());
        facts.put("limit", limit);
        facts.put("available", party.state().available());
        String what = rejection == TransactionRejection.CEILING_EXCEEDED ? "ceiling" : "floor";
        return new Decision.Rejected(
                rejection, "Account " + party.address() + " would pass its " + what + " of " + limit + ".", facts);
    }

    /** Makes the event once the counters after it are known. */
    interface EventOf {
        AccountEntry with(Counters counters);
    }
}
