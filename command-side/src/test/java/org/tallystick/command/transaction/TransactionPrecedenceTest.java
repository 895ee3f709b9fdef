package org.tallystick.command.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.commands.TransactionRejection.ACCOUNT_CLOSED;
import static org.tallystick.commands.TransactionRejection.ACCOUNT_FROZEN;
import static org.tallystick.commands.TransactionRejection.ACCOUNT_NOT_FOUND;
import static org.tallystick.commands.TransactionRejection.ALREADY_POSTED;
import static org.tallystick.commands.TransactionRejection.ALREADY_REVERSED;
import static org.tallystick.commands.TransactionRejection.ALREADY_VOIDED;
import static org.tallystick.commands.TransactionRejection.AMOUNT_OVERFLOW;
import static org.tallystick.commands.TransactionRejection.ASSET_MISMATCH;
import static org.tallystick.commands.TransactionRejection.CEILING_EXCEEDED;
import static org.tallystick.commands.TransactionRejection.EXCEEDS_HELD;
import static org.tallystick.commands.TransactionRejection.ID_REUSED;
import static org.tallystick.commands.TransactionRejection.INSUFFICIENT_FUNDS;
import static org.tallystick.commands.TransactionRejection.INVALID;
import static org.tallystick.commands.TransactionRejection.IS_REVERSAL;
import static org.tallystick.commands.TransactionRejection.NOT_FOUND;
import static org.tallystick.commands.TransactionRejection.NOT_POSTED;
import static org.tallystick.commands.TransactionRejection.PERIOD_LOCKED;
import static org.tallystick.commands.TransactionRejection.TRANSACTION_EXPIRED;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.command.decision.Decision;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.PostTransaction;
import org.tallystick.commands.ReverseTransaction;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionPosted;
import org.tallystick.values.AccountState;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;
import org.tallystick.values.Posting;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionPhase;
import org.tallystick.values.TransactionState;

/** Of two broken rules of a command the one that stands first in the documented order rejects it, whatever the command. */
class TransactionPrecedenceTest {
    private static final LedgerName BOOKS = new LedgerName("books");
    private static final TransactionId ID = new TransactionId("t");
    private static final TransactionId REVERSAL = new TransactionId("r");
    private static final Asset EUR = Asset.parse("EUR/2");
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
    private static final Instant LOCKED_BEFORE = NOW.minusSeconds(60);
    private static final Instant LOCKED = NOW.minusSeconds(61);
    private static final BigInteger MOST = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
    private static final Map<Address, AccountState> ACCOUNTS = Map.of(
            address("bank"), account(Side.DEBIT, AccountStatus.OPEN, null, null, BigInteger.ZERO),
            address("alice"), account(Side.CREDIT, AccountStatus.OPEN, 0, null, BigInteger.TEN),
            address("empty"), account(Side.CREDIT, AccountStatus.OPEN, 0, null, BigInteger.ZERO),
            address("full"), account(Side.CREDIT, AccountStatus.OPEN, 0, 0, BigInteger.ZERO),
            address("huge"), account(Side.CREDIT, AccountStatus.OPEN, 0, null, MOST),
            address("closed"), account(Side.CREDIT, AccountStatus.CLOSED, 0, null, BigInteger.ZERO),
            address("frozen"), account(Side.CREDIT, AccountStatus.FROZEN, 0, null, BigInteger.ZERO));

    private static Address address(String text) {
        return new Address(text);
    }

    private static AccountState account(
            Side normal, AccountStatus status, Integer floor, Integer ceiling, BigInteger credits) {
        return new AccountState(
                EUR,
                normal,
                status,
                floor == null ? null : BigInteger.valueOf(floor),
                ceiling == null ? null : BigInteger.valueOf(ceiling),
                Map.of(),
                Counters.ZERO.plusPosted(Side.CREDIT, credits));
    }

    /** What breaks a rule of postings; the others are broken elsewhere in the command, or in what it looks at. */
    private static Posting posting(TransactionRejection rule) {
        return switch (rule) {
            case ACCOUNT_NOT_FOUND -> move("bank", "ghost", EUR);
            case ACCOUNT_CLOSED -> move("bank", "closed", EUR);
            case ACCOUNT_FROZEN -> move("bank", "frozen", EUR);
            case ASSET_MISMATCH -> move("bank", "alice", Asset.parse("USD/2"));
            case AMOUNT_OVERFLOW -> move("bank", "huge", EUR);
            case CEILING_EXCEEDED -> move("bank", "full", EUR);
            case INSUFFICIENT_FUNDS -> move("empty", "bank", EUR);
            default -> move("alice", "bank", EUR);
        };
    }

    private static Posting move(String debit, String credit, Asset asset) {
        return new Posting(address(debit), address(credit), BigInteger.ONE, asset);
    }

    private static List<Posting> postings(Set<TransactionRejection> broken) {
        return broken.stream().map(TransactionPrecedenceTest::posting).toList();
    }

    private static DecisionState state(
            Set<TransactionRejection> broken, Function<TransactionId, TransactionHistory> transactions) {
        return new DecisionState(
                BOOKS,
                broken.contains(NOT_FOUND) ? null : new LedgerState("Books", Map.of(), LOCKED_BEFORE),
                NOW,
                ACCOUNTS::get,
                transactions,
                Set.of());
    }

    private static Stream<Arguments> pairs(TransactionRejection... rules) {
        List<Arguments> pairs = new ArrayList<>();
        for (int first = 0; first < rules.length; first++) {
            for (int second = first; second < rules.length; second++) {
                pairs.add(Arguments.of(rules[first], EnumSet.of(rules[first], rules[second])));
            }
        }
        return pairs.stream();
    }

    private static void assertRejected(Decision<DomainEvent> decision, TransactionRejection code) {
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
        assertThat(((Decision.Rejected<DomainEvent>) decision).rejection()).isEqualTo(code);
    }

    static Stream<Arguments> ofPost() {
        return pairs(
                ID_REUSED,
                NOT_FOUND,
                ACCOUNT_NOT_FOUND,
                ACCOUNT_CLOSED,
                ACCOUNT_FROZEN,
                ASSET_MISMATCH,
                PERIOD_LOCKED,
                AMOUNT_OVERFLOW,
                CEILING_EXCEEDED,
                INSUFFICIENT_FUNDS);
    }

    @ParameterizedTest
    @MethodSource("ofPost")
    void post(TransactionRejection first, Set<TransactionRejection> broken) {
        assertRejected(NewTransactionDecision.decide(post(broken), state(broken, reused(broken))), first);
    }

    private static PostTransaction post(Set<TransactionRejection> broken) {
        Instant effectiveAt = broken.contains(PERIOD_LOCKED) ? LOCKED : null;
        return new PostTransaction(BOOKS, ID, postings(broken), effectiveAt, null, null, Map.of(), false);
    }

    private static Function<TransactionId, TransactionHistory> reused(Set<TransactionRejection> broken) {
        return id -> broken.contains(ID_REUSED)
                ? history(
                        posted(id, List.of(move("bank", "alice", EUR))),
                        stateOf(id, Set.of(), TransactionPhase.POSTED, List.of()))
                : null;
    }

    private static TransactionPosted posted(TransactionId id, List<Posting> postings) {
        return new TransactionPosted(BOOKS, id, postings, null, null, null, Map.of(), null);
    }

    private static TransactionHistory history(TransactionEvent created, TransactionState state) {
        return new TransactionHistory(List.of(created), List.of(state));
    }

    private static TransactionState stateOf(
            TransactionId id, Set<TransactionRejection> broken, TransactionPhase phase, List<Posting> postings) {
        boolean isOver = broken.contains(TRANSACTION_EXPIRED);
        return new TransactionState(
                id,
                phase,
                postings,
                postings.stream().map(Posting::amount).toList(),
                isOver ? NOW : null,
                broken.contains(PERIOD_LOCKED) ? LOCKED : null,
                NOW,
                null,
                null,
                null,
                Map.of(),
                broken.contains(IS_REVERSAL) ? new TransactionId("reversed") : null,
                broken.contains(ALREADY_REVERSED) ? new TransactionId("another") : null);
    }

    static Stream<Arguments> ofHold() {
        return pairs(
                ID_REUSED,
                NOT_FOUND,
                ACCOUNT_NOT_FOUND,
                ACCOUNT_CLOSED,
                ACCOUNT_FROZEN,
                ASSET_MISMATCH,
                PERIOD_LOCKED,
                TRANSACTION_EXPIRED,
                AMOUNT_OVERFLOW,
                CEILING_EXCEEDED,
                INSUFFICIENT_FUNDS);
    }

    @ParameterizedTest
    @MethodSource("ofHold")
    void hold(TransactionRejection first, Set<TransactionRejection> broken) {
        Instant expiresAt = broken.contains(TRANSACTION_EXPIRED) ? NOW : NOW.plusSeconds(1);
        Instant effectiveAt = broken.contains(PERIOD_LOCKED) ? LOCKED : null;
        HoldTransaction hold =
                new HoldTransaction(BOOKS, ID, postings(broken), expiresAt, effectiveAt, null, null, Map.of(), false);
        Map<Address, AccountState> pending = new HashMap<>(ACCOUNTS);
        pending.computeIfPresent(
                address("huge"), (address, huge) -> huge.withCounters(Counters.ZERO.plusPending(Side.CREDIT, MOST)));
        DecisionState state = new DecisionState(
                BOOKS,
                broken.contains(NOT_FOUND) ? null : new LedgerState("Books", Map.of(), LOCKED_BEFORE),
                NOW,
                pending::get,
                reused(broken),
                Set.of());
        assertRejected(NewTransactionDecision.decide(hold, state), first);
    }

    static Stream<Arguments> ofReversal() {
        return pairs(
                ID_REUSED,
                ACCOUNT_NOT_FOUND,
                ACCOUNT_CLOSED,
                ACCOUNT_FROZEN,
                ASSET_MISMATCH,
                PERIOD_LOCKED,
                ALREADY_REVERSED,
                IS_REVERSAL,
                NOT_POSTED,
                AMOUNT_OVERFLOW,
                CEILING_EXCEEDED,
                INSUFFICIENT_FUNDS);
    }

    @ParameterizedTest
    @MethodSource("ofReversal")
    void reverse(TransactionRejection first, Set<TransactionRejection> broken) {
        TransactionPhase phase = broken.contains(NOT_POSTED) ? TransactionPhase.PENDING : TransactionPhase.POSTED;
        List<Posting> postings =
                postings(broken).stream().map(Posting::reversed).toList();
        TransactionState original = stateOf(ID, broken, phase, postings);
        Function<TransactionId, TransactionHistory> transactions = id -> id.equals(ID)
                ? history(posted(ID, original.postings()), original)
                : reused(broken).apply(id);
        Instant effectiveAt = broken.contains(PERIOD_LOCKED) ? LOCKED : null;
        ReverseTransaction reverse = new ReverseTransaction(BOOKS, ID, REVERSAL, effectiveAt, null, Map.of());
        assertRejected(ReversalDecision.decide(reverse, state(broken, transactions)), first);
    }

    static Stream<Arguments> ofPostOfHold() {
        return pairs(
                        INVALID,
                        PERIOD_LOCKED,
                        ALREADY_POSTED,
                        ALREADY_VOIDED,
                        TRANSACTION_EXPIRED,
                        EXCEEDS_HELD,
                        AMOUNT_OVERFLOW)
                .filter(pair -> !pair.get()[1].equals(EnumSet.of(ALREADY_POSTED, ALREADY_VOIDED)));
    }

    @ParameterizedTest
    @MethodSource("ofPostOfHold")
    void postOfHold(TransactionRejection first, Set<TransactionRejection> broken) {
        TransactionPhase ended = broken.contains(ALREADY_VOIDED) ? TransactionPhase.VOIDED : TransactionPhase.PENDING;
        TransactionState hold = stateOf(
                ID, broken, broken.contains(ALREADY_POSTED) ? TransactionPhase.POSTED : ended, postings(broken));
        TransactionHeld held = new TransactionHeld(BOOKS, ID, hold.postings(), null, null, null, null, Map.of());
        List<BigInteger> amounts = new ArrayList<>(hold.posted());
        if (broken.contains(EXCEEDS_HELD)) {
            amounts.set(0, BigInteger.TWO);
        }
        if (broken.contains(INVALID)) {
            amounts.add(BigInteger.ONE);
        }
        DecisionState state = state(broken, id -> history(held, hold));
        assertRejected(HeldTransactionDecision.post(new PostHeldTransaction(BOOKS, ID, amounts), state), first);
    }

    /** What it looks at is the same for the next decision, which is the same then. */
    @Test
    void decisionsChangeNothing() {
        List<Posting> postings = List.of(move("bank", "alice", EUR), move("alice", "empty", EUR));
        PostTransaction command = new PostTransaction(BOOKS, ID, postings, null, null, null, Map.of(), false);
        Map<Address, AccountState> accounts = new HashMap<>(ACCOUNTS);
        DecisionState state = new DecisionState(
                BOOKS, new LedgerState("Books", Map.of(), null), NOW, accounts::get, id -> null, Set.of());
        Decision<DomainEvent> decision = NewTransactionDecision.decide(command, state);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        assertThat(NewTransactionDecision.decide(command, state)).isEqualTo(decision);
        assertThat(accounts).isEqualTo(ACCOUNTS);
        ACCOUNTS.forEach((address, before) -> assertThat(state.account(address)).isEqualTo(before));
    }
}
