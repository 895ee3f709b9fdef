package org.tallystick.command.transaction;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tallystick.command.account.LimitRule;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.events.AccountEntry;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/** The entries of one transaction, gathered posting by posting with the counters that each leaves behind. */
final class Entries {
    private final Books books;
    private final List<AccountEntry> entries = new ArrayList<>();
    private final TreeMap<Address, AccountState> touched = new TreeMap<>();
    private Address overflown;

    Entries(Books books) {
        this.books = books;
    }

    /** Moves the counters of one side of an account and notes the event that says so. */
    void add(Address address, Side side, BigInteger posted, BigInteger pending, EventOf event) {
        AccountState before = touched.get(address);
        if (before == null) {
            before = books.account(address);
        }
        Counters counters = before.counters();
        if (posted.signum() != 0) {
            counters = counters.plusPosted(side, posted);
        }
        if (pending.signum() != 0) {
            counters = counters.plusPending(side, pending);
        }
        if (overflown == null && !counters.fit()) {
            overflown = address;
        }
        touched.put(address, before.withCounters(counters));
        entries.add(event.with(counters));
    }

    List<AccountEntry> list() {
        return entries;
    }

    TreeMap<Address, AccountState> touched() {
        return touched;
    }

    /** A counter with more than 38 digits; null when there is none. */
    Decision.Rejected overflow() {
        return overflown == null
                ? null
                : new Decision.Rejected(
                        TransactionRejection.AMOUNT_OVERFLOW,
                        "A counter of account " + overflown + " would have more than 38 digits.",
                        Map.of("account", overflown.value()));
    }

    /** The first limit that the whole transaction breaks, ceilings before floors; null when it breaks none. */
    Decision.Rejected brokenLimit() {
        for (Map.Entry<Address, AccountState> entry : touched.entrySet()) {
            AccountState after = entry.getValue();
            Counters before = books.account(entry.getKey()).counters();
            if (LimitRule.breaksCeiling(
                    after,
                    before.balanceWithIncreases(after.normal()),
                    after.counters().balanceWithIncreases(after.normal()))) {
                return rejected(TransactionRejection.CEILING_EXCEEDED, entry.getKey(), after.ceiling(), before);
            }
        }
        for (Map.Entry<Address, AccountState> entry : touched.entrySet()) {
            AccountState after = entry.getValue();
            Counters before = books.account(entry.getKey()).counters();
            if (LimitRule.breaksFloor(after, before.available(after.normal()), after.available())) {
                return rejected(TransactionRejection.INSUFFICIENT_FUNDS, entry.getKey(), after.floor(), before);
            }
        }
        return null;
    }

    private Decision.Rejected rejected(
            TransactionRejection rejection, Address address, BigInteger limit, Counters before) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("account", address.value());
        facts.put("limit", limit);
        facts.put("available", before.available(books.account(address).normal()));
        String what = rejection == TransactionRejection.CEILING_EXCEEDED ? "ceiling" : "floor";
        return new Decision.Rejected(
                rejection, "Account " + address + " would pass its " + what + " of " + limit + ".", facts);
    }

    /** Makes the event once the counters after it are known. */
    interface EventOf {
        AccountEntry with(Counters counters);
    }
}
