package org.tallystick.query.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.axonframework.queryhandling.SimpleQueryUpdateEmitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.answers.Account;
import org.tallystick.answers.BalanceHistory;
import org.tallystick.answers.BalanceSum;
import org.tallystick.answers.Contributions;
import org.tallystick.answers.Entry;
import org.tallystick.answers.TrialBalance;
import org.tallystick.events.AccountCredited;
import org.tallystick.events.AccountDebited;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.AccountOpened;
import org.tallystick.events.CreditHeld;
import org.tallystick.events.DebitHeld;
import org.tallystick.events.LedgerCreated;
import org.tallystick.queries.AccountStatement;
import org.tallystick.queries.AsOf;
import org.tallystick.queries.Basis;
import org.tallystick.queries.FindAccount;
import org.tallystick.queries.FindBalanceHistory;
import org.tallystick.queries.FindContributions;
import org.tallystick.queries.FindTrialBalance;
import org.tallystick.queries.ListEntries;
import org.tallystick.queries.Page;
import org.tallystick.queries.Slice;
import org.tallystick.queries.SumBalances;
import org.tallystick.queries.SumTurnover;
import org.tallystick.query.LedgerLog;
import org.tallystick.query.account.AccountHistoryQueryHandler;
import org.tallystick.query.account.AccountProjection;
import org.tallystick.query.account.AccountQueryHandler;
import org.tallystick.query.account.BalanceFollowers;
import org.tallystick.query.account.BalanceSumsQueryHandler;
import org.tallystick.query.account.ContributionsQueryHandler;
import org.tallystick.query.account.EntryQueryHandler;
import org.tallystick.query.account.TurnoverQueryHandler;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.payment.PaymentFollowers;
import org.tallystick.query.payment.PaymentProjection;
import org.tallystick.query.transaction.TransactionProjection;
import org.tallystick.readmodels.EngineTest;
import org.tallystick.readmodels.Projection;
import org.tallystick.values.AccountState;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/** What is said of a moment, on both time bases, beside what adding up all entries one by one says. */
class TimeBasesTest extends EngineTest {
    private static final LedgerName LEDGER = new LedgerName("books");
    private static final Asset ASSET = Asset.parse("EUR/2");
    private static final List<Address> ADDRESSES =
            List.of(new Address("bank"), new Address("c:1"), new Address("c:1:w"), new Address("c:2:w"));
    private static final Instant BEGINNING = Instant.parse("2026-03-28T20:00:00Z");
    private static final int ENTRIES = 120;
    private static final int PAGE = 7;

    /** Blocks are made again and again. */
    private final EntryIndex index = new EntryIndex(9);

    /** As another process has it, which reads and never writes. */
    private final EntryIndex elsewhere = new EntryIndex(9);

    private Supplier<EntryIndex> reading = () -> index;

    private final Map<Address, Counters> counters = new LinkedHashMap<>();
    private final List<Moved> moved = new ArrayList<>();
    private Instant now = BEGINNING;
    private boolean dating = true;

    @Override
    protected Projection projection() {
        return new EntryProjection(index);
    }

    @Override
    protected Projection[] projections() {
        SimpleQueryUpdateEmitter updates = SimpleQueryUpdateEmitter.builder().build();
        return new Projection[] {
            new LedgerProjection(),
            new AccountProjection(new BalanceFollowers(updates)),
            projection(),
            new TransactionProjection(),
            new PaymentProjection(new PaymentFollowers(updates))
        };
    }

    /** An entry as the events tell it. */
    private record Moved(long position, AccountEntry entry, Instant recordedAt) {
        Instant at(Basis basis) {
            return basis == Basis.RECORDED || entry.effectiveAt() == null ? recordedAt : entry.effectiveAt();
        }

        BigInteger balanceChange() {
            return entry.side() == Side.CREDIT
                    ? entry.postedChange()
                    : entry.postedChange().negate();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyAnswerIsWhatTheEntriesAddUpTo(long seed) throws InterruptedException {
        Random random = new Random(seed);
        record(random, () -> {});
        checkAll(random);
    }

    @Test
    void theSameFromRowsAlone() throws InterruptedException {
        Random random = new Random(6);
        record(random, () -> {});
        reading = () -> new EntryIndex(9);
        checkAll(random);
    }

    @Test
    void theSameInAProcessThatOnlyReads() throws InterruptedException {
        Random random = new Random(7);
        reading = () -> elsewhere;
        record(random, () -> checkStatement(ADDRESSES.get(0), Basis.RECORDED, true, null, null));
        checkAll(random);
    }

    @Test
    void theSameInAReplayedVersionThatGoesOn() throws InterruptedException {
        Random random = new Random(8);
        record(random, () -> {
            if (log.head() > ENTRIES / 3
                    && !engine.progress(EntryProjection.NAME).replaying()) {
                engine.replay(EntryProjection.NAME);
            }
        });
        Instant end = Instant.now().plus(PATIENCE);
        while (engine.progress(EntryProjection.NAME).replaying()
                && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertThat(engine.progress(EntryProjection.NAME).version()).isGreaterThan(1);
        checkAll(random);
    }

    /** Their newest entries are read without a transaction. */
    @Test
    void theSameOfAccountsWithoutDatedEntries() throws InterruptedException {
        dating = false;
        List<EntryIndex> indexes = List.of(index, elsewhere);
        record(new Random(9), () -> {
            for (EntryIndex each : indexes) {
                reading = () -> each;
                ADDRESSES.forEach(address -> checkStatement(address, Basis.EFFECTIVE, true, null, null));
            }
        });
        reading = () -> new EntryIndex(9);
        ADDRESSES.forEach(address -> checkStatement(address, Basis.RECORDED, true, null, null));
    }

    private void checkAll(Random random) {
        List<Instant> moments = moments(random);
        for (Address address : ADDRESSES) {
            for (Basis basis : Basis.values()) {
                for (boolean descending : new boolean[] {false, true}) {
                    checkStatement(address, basis, descending, null, null);
                    checkStatement(address, basis, descending, moments.get(0), moments.get(1));
                }
                moments.forEach(moment -> checkAccount(address, new AsOf(moment, basis)));
                checkHistory(address, basis, moments);
                checkMonths(address, basis, moments.get(0), moments.get(1));
            }
        }
        for (Basis basis : Basis.values()) {
            for (Instant moment : moments) {
                AsOf asOf = new AsOf(moment, basis);
                checkTrialBalance(asOf);
                for (int depth = 1; depth <= 3; depth++) {
                    checkSums(depth, "", asOf);
                    checkSums(depth, "c:1", asOf);
                }
            }
            checkTurnover(basis, moments.get(0), moments.get(1));
            checkTurnover(basis, null, moments.get(1));
            checkTurnover(basis, moments.get(0), null);
        }
    }

    private void record(Random random, Runnable inBetween) throws InterruptedException {
        LedgerLog.add(log, new LedgerCreated(LEDGER, new LedgerState("Books", Map.of(), null)), now);
        for (Address address : ADDRESSES) {
            counters.put(address, Counters.ZERO);
            LedgerLog.add(
                    log,
                    new AccountOpened(
                            LEDGER,
                            address,
                            new AccountState(
                                    ASSET, Side.CREDIT, AccountStatus.OPEN, null, null, Map.of(), Counters.ZERO)),
                    now);
        }
        for (int i = 0; i < ENTRIES; i++) {
            if (random.nextInt(3) > 0) {
                now = now.plus(Duration.ofMinutes(random.nextInt(150)));
            }
            AccountEntry entry = entry(random, i);
            LedgerLog.add(log, entry, now);
            moved.add(new Moved(log.head(), entry, now));
            if (random.nextInt(20) == 0) {
                assertThat(engine.awaitPosition(log.head(), PATIENCE)).isTrue();
                inBetween.run();
            }
        }
        assertThat(engine.awaitPosition(log.head(), PATIENCE)).isTrue();
    }

    private AccountEntry entry(Random random, int number) {
        Address address = ADDRESSES.get(random.nextInt(ADDRESSES.size()));
        Side side = Side.values()[random.nextInt(2)];
        BigInteger amount = BigInteger.valueOf(1 + random.nextInt(99));
        Instant effectiveAt = effectiveAt(random);
        TransactionId id = new TransactionId("t" + number);
        boolean held = random.nextInt(6) == 0;
        Counters after = held
                ? counters.get(address).plusPending(side, amount)
                : counters.get(address).plusPosted(side, amount);
        counters.put(address, after);
        if (held) {
            return side == Side.DEBIT
                    ? new DebitHeld(LEDGER, address, id, 0, ASSET, amount, null, after)
                    : new CreditHeld(LEDGER, address, id, 0, ASSET, amount, null, after);
        }
        return side == Side.DEBIT
                ? new AccountDebited(LEDGER, address, id, 0, ASSET, amount, effectiveAt, after)
                : new AccountCredited(LEDGER, address, id, 0, ASSET, amount, effectiveAt, after);
    }

    /** Now, said or not; a moment of another entry; another hour of the day; a day before or to come. */
    private Instant effectiveAt(Random random) {
        return switch (dating ? random.nextInt(8) : 7) {
            case 0 -> now;
            case 1 -> moved.isEmpty() ? null : moved.get(random.nextInt(moved.size())).recordedAt;
            case 2 -> now.plus(Duration.ofHours(random.nextInt(9) - 4L));
            case 3 -> now.plus(Duration.ofDays(random.nextInt(7) - 3L));
            default -> null;
        };
    }

    /** The first two in their order. */
    private List<Instant> moments(Random random) {
        List<Instant> moments = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Moved one = moved.get(random.nextInt(moved.size()));
            moments.add(one.at(Basis.values()[i % 2]).minus(Duration.ofNanos(1_000L * random.nextInt(2))));
        }
        moments.sort(null);
        Collections.addAll(
                moments,
                Instant.parse("2026-03-30T00:00:00Z"),
                Instant.parse("2026-03-29T23:59:59.999999Z"),
                BEGINNING.minus(Duration.ofDays(9)),
                now.plus(Duration.ofDays(9)));
        return moments;
    }

    private List<Moved> inOrder(Basis basis, Predicate<Moved> wanted) {
        return moved.stream()
                .filter(wanted)
                .sorted(Comparator.comparing((Moved each) -> each.at(basis)).thenComparing(Moved::position))
                .toList();
    }

    private void checkStatement(Address address, Basis basis, boolean descending, Instant from, Instant to) {
        List<List<Object>> right = new ArrayList<>();
        BigInteger balance = BigInteger.ZERO;
        for (Moved each : inOrder(basis, one -> one.entry.address().equals(address))) {
            balance = balance.add(each.balanceChange());
            boolean within = from == null
                    || !each.at(basis).isBefore(from) && each.at(basis).isBefore(to);
            if (within && each.entry.postedChange().signum() > 0) {
                right.add(List.of(each.position, each.at(Basis.EFFECTIVE), balance));
            }
        }
        if (descending) {
            Collections.reverse(right);
        }
        BigInteger total = balance;
        EntryQueryHandler handler = new EntryQueryHandler(engine, reading.get());
        List<List<Object>> found = new ArrayList<>();
        List<String> after = List.of();
        while (after != null) {
            AccountStatement statement = handler.handle(new ListEntries(
                    LEDGER, address, from, to, basis, descending, new Slice(PAGE, after), OptionalLong.empty()));
            Page<Entry> page = statement.entries();
            assertThat(to != null || statement.closingBalance().equals(total)).isTrue();
            page.data().forEach(row -> found.add(List.of(row.position().value(), row.effectiveAt(), row.balance())));
            after = page.next();
        }
        assertThat(found)
                .as("%s %s %s from %s", address, basis, descending, from)
                .isEqualTo(right);
    }

    private static Counters sum(List<Moved> entries) {
        Counters sum = Counters.ZERO;
        for (Moved each : entries) {
            sum = sum.plusPosted(each.entry.side(), each.entry.postedChange())
                    .plusPending(each.entry.side(), each.entry.pendingChange());
        }
        return sum;
    }

    private Counters sum(AsOf asOf, Predicate<AccountEntry> wanted) {
        return sum(inOrder(
                asOf.basis(),
                each -> wanted.test(each.entry) && !each.at(asOf.basis()).isAfter(asOf.at())));
    }

    private void checkAccount(Address address, AsOf asOf) {
        Counters right = sum(asOf, entry -> entry.address().equals(address));
        Account found = new AccountQueryHandler(engine, new LastEntries(reading.get()))
                .handle(new FindAccount(LEDGER, address, asOf, OptionalLong.empty()))
                .answer();
        assertThat(Arrays.asList(found.debitsPosted(), found.creditsPosted(), found.creditsPending(), found.balance()))
                .as("%s %s", address, asOf)
                .containsExactly(
                        right.debitsPosted(),
                        right.creditsPosted(),
                        asOf.basis() == Basis.RECORDED ? right.creditsPending() : null,
                        right.balance(Side.CREDIT));
    }

    private Counters postedBefore(Instant time, Basis basis, Predicate<AccountEntry> wanted) {
        return sum(inOrder(
                        basis, each -> wanted.test(each.entry) && each.at(basis).isBefore(time)))
                .withoutPending();
    }

    private void checkHistory(Address address, Basis basis, List<Instant> moments) {
        List<Instant> times = moments.stream().distinct().sorted().toList();
        BalanceHistory found = new AccountHistoryQueryHandler(engine, reading.get())
                .handle(new FindBalanceHistory(LEDGER, address, times, basis, OptionalLong.empty()))
                .answer();
        List<Counters> right = times.stream()
                .map(time -> postedBefore(time, basis, entry -> entry.address().equals(address)))
                .toList();
        assertThat(found.openingBalance()).isEqualTo(right.get(0).balance(Side.CREDIT));
        List<BalanceHistory.Step> steps = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            Counters moved = right.get(i).plus(right.get(i - 1).negated());
            steps.add(new BalanceHistory.Step(
                    times.get(i - 1),
                    times.get(i),
                    moved.debitsPosted(),
                    moved.creditsPosted(),
                    right.get(i).balance(Side.CREDIT)));
        }
        assertThat(found.data()).as("%s %s", address, basis).isEqualTo(steps);
    }

    /** Each way of putting entries together leads from the opening to the closing balance. */
    private void checkMonths(Address address, Basis basis, Instant from, Instant to) {
        Predicate<AccountEntry> wanted = entry -> entry.address().equals(address);
        ContributionsQueryHandler handler = new ContributionsQueryHandler(engine, reading.get());
        for (FindContributions.By by : FindContributions.By.values()) {
            Contributions all = handler.handle(
                            new FindContributions(LEDGER, address, by, null, null, basis, OptionalLong.empty()))
                    .answer();
            assertThat(all.openingBalance()).isZero();
            assertThat(all.closingBalance()).isEqualTo(counters.get(address).balance(Side.CREDIT));
            assertThat(changes(all)).as("%s %s", by, basis).isEqualTo(all.closingBalance());
            Contributions some = handler.handle(
                            new FindContributions(LEDGER, address, by, from, to, basis, OptionalLong.empty()))
                    .answer();
            BigInteger opening = postedBefore(from, basis, wanted).balance(Side.CREDIT);
            BigInteger closing = postedBefore(to, basis, wanted).balance(Side.CREDIT);
            assertThat(some.openingBalance()).isEqualTo(opening);
            assertThat(some.closingBalance()).isEqualTo(closing);
            assertThat(changes(some)).as("%s %s", by, basis).isEqualTo(closing.subtract(opening));
        }
    }

    private static BigInteger changes(Contributions contributions) {
        return contributions.data().stream()
                .map(Contributions.Contribution::change)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** @param from null for the beginning */
    private void checkTurnover(Basis basis, Instant from, Instant to) {
        Map<String, Counters> right = new TreeMap<>();
        for (Address address : ADDRESSES) {
            Predicate<AccountEntry> wanted = entry -> entry.address().equals(address);
            Counters before = from == null ? Counters.ZERO : postedBefore(from, basis, wanted);
            Counters after = postedBefore(to == null ? Instant.MAX : to, basis, wanted);
            right.merge(PrefixSums.cut(address.value(), 1), after.plus(before.negated()), Counters::plus);
        }
        right.values().removeIf(Counters.ZERO::equals);
        Map<String, Counters> found = new TreeMap<>();
        new TurnoverQueryHandler(engine, new LastEntries(reading.get()))
                .handle(new SumTurnover(LEDGER, "", 1, from, to, basis, new Slice(9, List.of()), OptionalLong.empty()))
                .data()
                .forEach(each -> found.put(
                        each.prefix().value(),
                        new Counters(each.debits(), each.credits(), BigInteger.ZERO, BigInteger.ZERO)));
        assertThat(found).as("%s from %s to %s", basis, from, to).isEqualTo(right);
    }

    private void checkTrialBalance(AsOf asOf) {
        Counters right = sum(asOf, entry -> true);
        TrialBalance found = new TrialBalanceQueryHandler(engine, new RecordedPositions(log))
                .handle(new FindTrialBalance(LEDGER, asOf, OptionalLong.empty()))
                .answer();
        BigInteger debits = BigInteger.ZERO;
        BigInteger credits = BigInteger.ZERO;
        for (TrialBalance.Line line : found.data()) {
            debits = debits.add(line.debits());
            credits = credits.add(line.credits());
        }
        assertThat(List.of(debits, credits))
                .as("%s", asOf)
                .isEqualTo(List.of(right.debitsPosted(), right.creditsPosted()));
    }

    private void checkSums(int depth, String prefix, AsOf asOf) {
        Map<String, Counters> right = new TreeMap<>();
        for (Address address : ADDRESSES) {
            if (address.value().startsWith(prefix)) {
                Counters one = sum(asOf, entry -> entry.address().equals(address));
                right.merge(PrefixSums.cut(address.value(), depth), one, Counters::plus);
            }
        }
        Map<String, Counters> found = new TreeMap<>();
        right.keySet().forEach(key -> found.put(key, Counters.ZERO));
        List<String> after = List.of();
        while (after != null) {
            Page<BalanceSum> page = new BalanceSumsQueryHandler(engine, new LastEntries(reading.get()))
                    .handle(new SumBalances(LEDGER, prefix, depth, asOf, new Slice(2, after), OptionalLong.empty()));
            page.data().forEach(sum -> found.put(sum.prefix().value(), shown(sum)));
            after = page.next();
        }
        if (asOf.basis() == Basis.EFFECTIVE) {
            right.replaceAll((key, each) -> each.withoutPending());
        }
        assertThat(found).as("depth %d of '%s', %s", depth, prefix, asOf).isEqualTo(right);
    }

    private static Counters shown(BalanceSum sum) {
        return new Counters(
                sum.debitsPosted(),
                sum.creditsPosted(),
                sum.debitsPending() == null ? BigInteger.ZERO : sum.debitsPending(),
                sum.creditsPending() == null ? BigInteger.ZERO : sum.creditsPending());
    }
}
