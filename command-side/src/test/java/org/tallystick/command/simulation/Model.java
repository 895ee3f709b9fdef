package org.tallystick.command.simulation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules of the ledger, written down a second time from the specification alone: plain text, numbers and maps, no class
 * of the product. Every method answers {@code ok}, {@code replay} or the code of a rejection. Times are microseconds.
 */
final class Model {
    static final String OK = "ok";
    static final String REPLAY = "replay";
    private static final BigInteger TOO_MUCH = BigInteger.TEN.pow(38);

    final Map<String, Account> accounts = new TreeMap<>();
    final Map<String, Transaction> transactions = new TreeMap<>();
    long lockedBefore = Long.MIN_VALUE;

    record Posting(String debit, String credit, BigInteger amount, String asset) {}

    static final class Account {
        final String asset;
        final boolean credit;
        String status = "open";
        BigInteger floor;
        BigInteger ceiling;
        BigInteger debits = BigInteger.ZERO;
        BigInteger credits = BigInteger.ZERO;
        BigInteger debitsPending = BigInteger.ZERO;
        BigInteger creditsPending = BigInteger.ZERO;

        Account(String asset, boolean credit, BigInteger floor, BigInteger ceiling) {
            this.asset = asset;
            this.credit = credit;
            this.floor = floor;
            this.ceiling = ceiling;
        }

        Account copy() {
            Account copy = new Account(asset, credit, floor, ceiling);
            copy.status = status;
            copy.debits = debits;
            copy.credits = credits;
            copy.debitsPending = debitsPending;
            copy.creditsPending = creditsPending;
            return copy;
        }

        BigInteger balance() {
            return credit ? credits.subtract(debits) : debits.subtract(credits);
        }

        BigInteger available() {
            return balance().subtract(credit ? debitsPending : creditsPending);
        }

        BigInteger highest() {
            return balance().add(credit ? creditsPending : debitsPending);
        }

        List<BigInteger> counters() {
            return List.of(debits, credits, debitsPending, creditsPending);
        }
    }

    static final class Transaction {
        final List<Posting> postings;
        final String content;
        final boolean held;
        final Long expiresAt;
        Long effectiveAt;
        String state;
        List<BigInteger> posted;
        String reverses;
        String reversedBy;

        Transaction(List<Posting> postings, boolean held, Long expiresAt, Long effectiveAt) {
            this.postings = postings;
            this.held = held;
            this.expiresAt = expiresAt;
            this.effectiveAt = effectiveAt;
            this.content = postings + " " + held + " " + expiresAt + " " + effectiveAt;
            this.state = held ? "pending" : "posted";
            this.posted = postings.stream().map(Posting::amount).toList();
        }
    }

    String create(String id, List<Posting> postings, boolean held, Long expiresAt, Long effectiveAt, long now) {
        Transaction wanted = new Transaction(postings, held, expiresAt, effectiveAt);
        if (transactions.containsKey(id)) {
            Transaction existing = transactions.get(id);
            return existing.reverses == null && existing.content.equals(wanted.content) ? REPLAY : "id_reused";
        }
        String refused = context(postings);
        if (refused == null
                && (held ? effectiveAt != null && effectiveAt < lockedBefore : at(effectiveAt, now) < lockedBefore)) {
            refused = "period_locked";
        }
        if (refused == null && expiresAt != null && expiresAt <= now) {
            refused = "transaction_expired";
        }
        if (refused == null) {
            refused = move(postings, held);
        }
        if (refused != null) {
            return refused;
        }
        if (!held) {
            wanted.effectiveAt = at(effectiveAt, now);
        }
        transactions.put(id, wanted);
        return OK;
    }

    private static long at(Long effectiveAt, long now) {
        return effectiveAt == null ? now : effectiveAt;
    }

    private String context(List<Posting> postings) {
        for (String wrong : List.of("missing", "closed", "frozen", "asset")) {
            for (Posting posting : postings) {
                for (String address : List.of(posting.debit, posting.credit)) {
                    Account account = accounts.get(address);
                    if (wrong.equals("missing") && account == null) {
                        return "account_not_found";
                    } else if (wrong.equals("asset") && !account.asset.equals(posting.asset)) {
                        return "asset_mismatch";
                    } else if (account != null && account.status.equals(wrong)) {
                        return "account_" + wrong;
                    }
                }
            }
        }
        return null;
    }

    /** Moves the counters if no rule is broken by it; null when they were moved. */
    private String move(List<Posting> postings, boolean held) {
        Map<String, Account> after = new TreeMap<>();
        for (Posting posting : postings) {
            Account debit =
                    after.computeIfAbsent(posting.debit, a -> accounts.get(a).copy());
            Account credit =
                    after.computeIfAbsent(posting.credit, a -> accounts.get(a).copy());
            if (held) {
                debit.debitsPending = debit.debitsPending.add(posting.amount);
                credit.creditsPending = credit.creditsPending.add(posting.amount);
            } else {
                debit.debits = debit.debits.add(posting.amount);
                credit.credits = credit.credits.add(posting.amount);
            }
        }
        if (tooMuch(after)) {
            return "amount_overflow";
        }
        for (Map.Entry<String, Account> each : after.entrySet()) {
            Account now = each.getValue();
            BigInteger before = accounts.get(each.getKey()).highest();
            if (now.ceiling != null
                    && now.highest().compareTo(before) > 0
                    && now.highest().compareTo(now.ceiling) > 0) {
                return "ceiling_exceeded";
            }
        }
        for (Map.Entry<String, Account> each : after.entrySet()) {
            Account now = each.getValue();
            BigInteger before = accounts.get(each.getKey()).available();
            if (now.floor != null
                    && now.available().compareTo(before) < 0
                    && now.available().compareTo(now.floor) < 0) {
                return "insufficient_funds";
            }
        }
        accounts.putAll(after);
        return null;
    }

    private static boolean tooMuch(Map<String, Account> after) {
        return after.values().stream()
                .flatMap(account -> account.counters().stream())
                .anyMatch(counter -> counter.compareTo(TOO_MUCH) >= 0);
    }

    String postHeld(String id, List<BigInteger> amounts, long now) {
        Transaction t = transactions.get(id);
        if (t == null) {
            return "not_found";
        }
        List<BigInteger> wanted =
                amounts == null ? t.postings.stream().map(Posting::amount).toList() : amounts;
        if (wanted.size() != t.postings.size()) {
            return "invalid";
        }
        if (t.held && t.state.equals("posted") && t.posted.equals(wanted)) {
            return REPLAY;
        }
        if (at(t.effectiveAt, now) < lockedBefore) {
            return "period_locked";
        }
        if (!t.state.equals("pending")) {
            return over(t);
        }
        if (t.expiresAt != null && t.expiresAt <= now) {
            return "transaction_expired";
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (wanted.get(i).compareTo(t.postings.get(i).amount) > 0) {
                return "exceeds_held";
            }
        }
        Map<String, Account> after = released(t);
        for (int i = 0; i < wanted.size(); i++) {
            Account debit = after.get(t.postings.get(i).debit);
            Account credit = after.get(t.postings.get(i).credit);
            debit.debits = debit.debits.add(wanted.get(i));
            credit.credits = credit.credits.add(wanted.get(i));
        }
        if (tooMuch(after)) {
            return "amount_overflow";
        }
        accounts.putAll(after);
        t.state = "posted";
        t.posted = wanted;
        t.effectiveAt = at(t.effectiveAt, now);
        return OK;
    }

    private static String over(Transaction t) {
        return switch (t.state) {
            case "posted" -> t.held ? "already_posted" : "not_pending";
            case "voided" -> "already_voided";
            default -> "transaction_expired";
        };
    }

    private Map<String, Account> released(Transaction t) {
        Map<String, Account> after = new HashMap<>();
        for (Posting posting : t.postings) {
            Account debit =
                    after.computeIfAbsent(posting.debit, a -> accounts.get(a).copy());
            Account credit =
                    after.computeIfAbsent(posting.credit, a -> accounts.get(a).copy());
            debit.debitsPending = debit.debitsPending.subtract(posting.amount);
            credit.creditsPending = credit.creditsPending.subtract(posting.amount);
        }
        return after;
    }

    String voidIt(String id) {
        return end(id, "voided", true);
    }

    String expire(String id, long now) {
        Transaction t = transactions.get(id);
        return end(id, "expired", t == null || t.expiresAt != null && t.expiresAt <= now);
    }

    private String end(String id, String state, boolean due) {
        Transaction t = transactions.get(id);
        if (t == null) {
            return "not_found";
        } else if (t.state.equals(state)) {
            return REPLAY;
        } else if (!t.state.equals("pending")) {
            return over(t);
        } else if (!due) {
            return "invalid";
        }
        accounts.putAll(released(t));
        t.state = state;
        return OK;
    }

    String reverse(String id, String reversal, long now) {
        Transaction t = transactions.get(id);
        if (t == null) {
            return "not_found";
        }
        if (transactions.containsKey(reversal)) {
            return reversal.equals(t.reversedBy) ? REPLAY : "id_reused";
        }
        List<Posting> back = new ArrayList<>();
        for (int i = 0; i < t.postings.size(); i++) {
            Posting posting = t.postings.get(i);
            if (t.posted.get(i).signum() > 0) {
                back.add(new Posting(posting.credit, posting.debit, t.posted.get(i), posting.asset));
            }
        }
        String refused = context(t.postings);
        if (refused == null && now < lockedBefore) {
            refused = "period_locked";
        }
        if (refused == null && t.reversedBy != null) {
            refused = "already_reversed";
        } else if (refused == null && t.reverses != null) {
            refused = "is_reversal";
        } else if (refused == null && !t.state.equals("posted")) {
            refused = "not_posted";
        }
        if (refused == null) {
            refused = move(back, false);
        }
        if (refused != null) {
            return refused;
        }
        Transaction reversing = new Transaction(back, false, null, null);
        reversing.effectiveAt = now;
        reversing.reverses = id;
        transactions.put(reversal, reversing);
        t.reversedBy = reversal;
        return OK;
    }

    String status(String address, String status) {
        Account account = accounts.get(address);
        if (account == null) {
            return "not_found";
        } else if (account.status.equals(status)) {
            return REPLAY;
        } else if (account.status.equals("closed")) {
            return "account_closed";
        } else if (status.equals("closed")
                && (account.balance().signum() != 0
                        || account.debitsPending.signum() != 0
                        || account.creditsPending.signum() != 0)) {
            return "account_not_empty";
        }
        account.status = status;
        return OK;
    }

    String limits(String address, BigInteger floor, BigInteger ceiling) {
        Account account = accounts.get(address);
        if (account == null) {
            return "not_found";
        } else if (account.status.equals("closed")) {
            return "account_closed";
        } else if (equal(account.floor, floor) && equal(account.ceiling, ceiling)) {
            return REPLAY;
        } else if (floor != null && account.available().compareTo(floor) < 0
                || ceiling != null && account.highest().compareTo(ceiling) > 0) {
            return "limit_violated";
        }
        account.floor = floor;
        account.ceiling = ceiling;
        return OK;
    }

    private static boolean equal(BigInteger one, BigInteger other) {
        return one == null ? other == null : one.equals(other);
    }
}
