package org.tallystick.api;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.tallystick.commands.TouchedAccount;
import org.tallystick.events.codec.EnumText;
import org.tallystick.queries.BalanceChange;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;
import org.tallystick.values.PaymentState;
import org.tallystick.values.Posting;
import org.tallystick.values.Schedule;
import org.tallystick.values.SealedBeneficiary;
import org.tallystick.values.Side;
import org.tallystick.values.StandingOrder;
import org.tallystick.values.StandingOrderState;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionState;
import org.tallystick.values.TransferFunds;
import org.tallystick.values.TransferLeg;
import org.tallystick.values.TransferState;

/** What the API shows of ledgers, accounts and transactions: the same fields in the same order on both sides. */
public final class Representations {
    private Representations() {}

    public static Map<String, Object> ledger(LedgerName ledger, LedgerState state) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("ledger", ledger.value());
        shown.put("name", state.name());
        shown.put("metadata", state.metadata());
        shown.put("lockedBefore", text(state.lockedBefore()));
        return shown;
    }

    public static Map<String, Object> account(Address address, AccountState state) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("address", address.value());
        shown.put("asset", state.asset().toString());
        shown.put("normal", EnumText.of(state.normal()));
        shown.put("status", EnumText.of(state.status()));
        tellCounters(shown::put, state.counters(), state.normal());
        shown.put("floor", state.floor());
        shown.put("ceiling", state.ceiling());
        shown.put("metadata", state.metadata());
        return shown;
    }

    public static Members touchedAccount(TouchedAccount touched) {
        return shown -> {
            shown.accept("address", touched.address().value());
            shown.accept("asset", touched.asset().toString());
            shown.accept("normal", EnumText.of(touched.normal()));
            tellCounters(shown, touched.counters(), touched.normal());
        };
    }

    public static Map<String, Object> change(BalanceChange change) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("position", change.position());
        shown.put("recordedAt", text(change.recordedAt()));
        shown.put("transaction", change.transaction().value());
        shown.put("address", change.address().value());
        shown.put("asset", change.asset().toString());
        shown.put("normal", EnumText.of(change.normal()));
        tellCounters(shown::put, change.counters(), change.normal());
        return shown;
    }

    public static Members transaction(TransactionState state) {
        return shown -> {
            shown.accept("id", state.id().value());
            shown.accept("state", EnumText.of(state.phase()));
            shown.accept("postings", postings(state.postings(), state.posted()));
            shown.accept("expiresAt", text(state.expiresAt()));
            shown.accept("effectiveAt", text(state.effectiveAt()));
            shown.accept("recordedAt", text(state.recordedAt()));
            shown.accept("resolvedAt", text(state.resolvedAt()));
            shown.accept("reference", state.reference());
            shown.accept("description", state.description());
            shown.accept("metadata", state.metadata());
            shown.accept("reverses", text(state.reverses()));
            shown.accept("reversedBy", text(state.reversedBy()));
        };
    }

    /** @param beneficiary null when it was erased */
    public static Map<String, Object> payment(PaymentState state, Beneficiary beneficiary) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", state.id().value());
        shown.put("ledger", state.ledger().value());
        shown.put("state", EnumText.of(state.phase()));
        shown.put("ended", state.isEnded());
        shown.put("payer", state.payer().value());
        shown.put("amount", state.amount());
        shown.put("asset", state.asset().toString());
        shown.put("rail", state.rail());
        shown.put("beneficiary", beneficiary(state.beneficiary(), beneficiary));
        shown.put("reference", state.reference());
        shown.put("executeAt", text(state.executeAt()));
        shown.put("metadata", state.metadata());
        shown.put("initiator", state.initiator());
        shown.put("initiatedAt", text(state.initiatedAt()));
        shown.put("changedAt", text(state.changedAt()));
        shown.put("code", state.code());
        shown.put("reason", state.reason());
        putProgress(shown, state);
        return shown;
    }

    private static Map<String, Object> beneficiary(SealedBeneficiary sealed, Beneficiary beneficiary) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", beneficiary == null ? null : beneficiary.name());
        shown.put("account", beneficiary == null ? null : beneficiary.account());
        shown.put("bank", sealed.bank());
        return shown;
    }

    private static void putProgress(Map<String, Object> shown, PaymentState state) {
        shown.put("clearing", state.terms().clearing().value());
        shown.put("approvalAbove", state.terms().approvalAbove());
        shown.put("funds", EnumText.of(state.funds()));
        shown.put("hold", state.hold().value());
        shown.put("posted", text(state.posted()));
        shown.put("reversal", text(state.reversal()));
        shown.put("messageId", state.messageId());
        shown.put("railReference", state.railReference());
        shown.put("waitsFor", state.waitsFor() == null ? null : EnumText.of(state.waitsFor()));
        shown.put("attempts", state.attempts());
    }

    public static Map<String, Object> transfer(TransferState state) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", state.id().value());
        shown.put("state", EnumText.of(state.phase()));
        shown.put("from", leg(state.from(), state.hold(), state.fromFunds()));
        shown.put("to", leg(state.to(), state.delivery(), state.toFunds()));
        shown.put("reference", state.reference());
        shown.put("metadata", state.metadata());
        shown.put("initiator", state.initiator());
        shown.put("initiatedAt", text(state.initiatedAt()));
        shown.put("changedAt", text(state.changedAt()));
        shown.put("next", state.next() == null ? null : EnumText.of(state.next()));
        shown.put("recall", text(state.recall()));
        shown.put("attempts", state.attempts());
        shown.put("code", state.code());
        shown.put("reason", state.reason());
        return shown;
    }

    private static Map<String, Object> leg(TransferLeg leg, TransactionId transaction, TransferFunds funds) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("ledger", leg.ledger().value());
        shown.put("account", leg.account().value());
        shown.put("exchange", leg.exchange().value());
        shown.put("amount", leg.amount());
        shown.put("asset", leg.asset().toString());
        shown.put("transaction", transaction.value());
        shown.put("funds", EnumText.of(funds));
        return shown;
    }

    /** @param beneficiary null when it was erased */
    public static Map<String, Object> standingOrder(StandingOrderState state, Beneficiary beneficiary) {
        StandingOrder order = state.order();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", state.id().value());
        shown.put("state", state.next() == null ? "ended" : state.paused() ? "paused" : "active");
        shown.put("ledger", order.ledger().value());
        shown.put("payer", order.payer().value());
        shown.put("amount", order.amount());
        shown.put("asset", order.asset().toString());
        shown.put("rail", order.rail());
        shown.put("beneficiary", beneficiary(order.beneficiary(), beneficiary));
        shown.put("reference", order.reference());
        shown.put("metadata", order.metadata());
        putSchedule(shown, order.schedule());
        return shown;
    }

    private static void putSchedule(Map<String, Object> shown, Schedule schedule) {
        Map<String, Object> every = new LinkedHashMap<>();
        every.put("every", EnumText.of(schedule.every()));
        if (schedule.day() > 0) {
            every.put("day", schedule.day());
        }
        shown.put("schedule", every);
        shown.put("zone", schedule.zone().getId());
        shown.put("first", schedule.first().toString());
        shown.put("last", text(schedule.last()));
    }

    /** The four counters and what follows from them. */
    private static void tellCounters(BiConsumer<String, Object> shown, Counters counters, Side normal) {
        shown.accept("debitsPosted", counters.debitsPosted());
        shown.accept("creditsPosted", counters.creditsPosted());
        shown.accept("debitsPending", counters.debitsPending());
        shown.accept("creditsPending", counters.creditsPending());
        shown.accept("balance", counters.balance(normal));
        shown.accept("available", counters.available(normal));
    }

    private static List<Members> postings(List<Posting> postings, List<BigInteger> posted) {
        List<Members> shown = new ArrayList<>(postings.size());
        for (int i = 0; i < postings.size(); i++) {
            shown.add(posting(postings.get(i), posted.get(i)));
        }
        return shown;
    }

    private static Members posting(Posting posting, BigInteger posted) {
        return shown -> {
            shown.accept("debit", posting.debit().value());
            shown.accept("credit", posting.credit().value());
            shown.accept("amount", posting.amount());
            shown.accept("asset", posting.asset().toString());
            shown.accept("posted", posted);
        };
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
