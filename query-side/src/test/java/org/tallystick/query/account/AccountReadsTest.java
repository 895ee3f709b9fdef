package org.tallystick.query.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.axonframework.queryhandling.SimpleQueryUpdateEmitter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.answers.Account;
import org.tallystick.answers.BalanceSum;
import org.tallystick.events.AccountCredited;
import org.tallystick.events.AccountFrozen;
import org.tallystick.events.AccountOpened;
import org.tallystick.events.LedgerCreated;
import org.tallystick.queries.BalanceRange;
import org.tallystick.queries.FindAccount;
import org.tallystick.queries.FollowBalances;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListAccounts;
import org.tallystick.queries.Page;
import org.tallystick.queries.Slice;
import org.tallystick.queries.SumBalances;
import org.tallystick.query.LedgerLog;
import org.tallystick.query.entry.EntryIndex;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.readmodels.Batch;
import org.tallystick.readmodels.EngineTest;
import org.tallystick.readmodels.EventRange;
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

/** An account is shown as one projection has it, with the counters of the last entry that another one has. */
class AccountReadsTest extends EngineTest {
    private static final LedgerName LEDGER = new LedgerName("books");
    private static final Asset ASSET = Asset.parse("EUR/2");
    private static final Address ONE = new Address("c:1");
    private static final Address TWO = new Address("c:2:w");
    private static final Address TWO_CUT = new Address("c:2");
    private static final Address EMPTY = new Address("c");

    private final Set<Long> poison = ConcurrentHashMap.newKeySet();
    private final AccountProjection accounts =
            new AccountProjection(
                    new BalanceFollowers(SimpleQueryUpdateEmitter.builder().build())) {
                @Override
                public Batch begin(EventRange events) {
                    return super.begin(takeable(events));
                }
            };
    private final EntryIndex index = new EntryIndex();
    private final EntryProjection entries = new EntryProjection(index) {
        @Override
        public Batch begin(EventRange events) {
            return super.begin(takeable(events));
        }
    };
    private static final BalanceRange ANY = new BalanceRange(null, null);

    private AccountQueryHandler handler;
    private AccountListQueryHandler lists;
    private Instant now = Instant.parse("2026-03-28T20:00:00Z");

    @Override
    protected Projection projection() {
        return accounts;
    }

    @Override
    protected Projection[] projections() {
        return new Projection[] {new LedgerProjection(), accounts, entries};
    }

    /** @throws IllegalStateException when there is an event among them that cannot be taken */
    private EventRange takeable(EventRange events) {
        if (!events.late() && poison.stream().anyMatch(each -> events.first() <= each && each <= events.last())) {
            throw new IllegalStateException("cannot take it");
        }
        return events;
    }

    @BeforeEach
    void openAccounts() {
        handler = new AccountQueryHandler(engine, new LastEntries(index));
        lists = new AccountListQueryHandler(engine, new LastEntries(index));
        LedgerLog.add(log, new LedgerCreated(LEDGER, new LedgerState("Books", Map.of(), null)), now);
        for (Address address : List.of(EMPTY, ONE, TWO)) {
            LedgerLog.add(log, new AccountOpened(LEDGER, address, state(AccountStatus.OPEN, Counters.ZERO)), now);
        }
    }

    private static AccountState state(AccountStatus status, Counters counters) {
        return new AccountState(ASSET, Side.CREDIT, status, null, null, Map.of("k", "v"), counters);
    }

    private static Counters credits(int credited) {
        return Counters.ZERO.plusPosted(Side.CREDIT, BigInteger.valueOf(credited));
    }

    /** @param effectiveAt null for the time of recording */
    private void credit(Address address, int amount, int after, Instant effectiveAt) {
        now = now.plusSeconds(1);
        TransactionId id = new TransactionId("t" + log.head());
        BigInteger credited = BigInteger.valueOf(amount);
        LedgerLog.add(
                log, new AccountCredited(LEDGER, address, id, 0, ASSET, credited, effectiveAt, credits(after)), now);
    }

    private OptionalLong head() {
        return OptionalLong.of(log.head());
    }

    private Account find(Address address) {
        Found<Account> found = handler.handle(new FindAccount(LEDGER, address, null, head()));
        assertThat(found.position()).isEqualTo(log.head());
        return found.answer();
    }

    /** As each of the reads shows them: of one, of a list, and what followers begin with. */
    private void assertCredits(Map<Address, Integer> right) {
        right.forEach((address, credited) -> {
            assertThat(find(address).creditsPosted()).isEqualTo(BigInteger.valueOf(credited));
            assertThat(find(address).creditsPosted()).as("from memory").isEqualTo(BigInteger.valueOf(credited));
        });
        Page<Account> listed = lists.handle(new ListAccounts(
                LEDGER, "", null, null, Map.of("k", "v"), ANY, false, new Slice(10, List.of()), head()));
        Page<Account> followed = handler.handle(new FollowBalances(LEDGER, null, "", head()));
        for (Page<Account> page : List.of(listed, followed)) {
            assertThat(page.position()).isEqualTo(log.head());
            assertThat(page.data())
                    .hasSize(right.size())
                    .allSatisfy(shown -> assertThat(shown.creditsPosted())
                            .isEqualTo(BigInteger.valueOf(right.get(shown.address()))));
        }
    }

    @Test
    void showsTheCountersOfTheLastEntryAlsoAfterAReplayOfEither() {
        credit(ONE, 5, 5, null);
        assertCredits(Map.of(EMPTY, 0, ONE, 5, TWO, 0));
        credit(ONE, 2, 7, now.minusSeconds(100_000));
        credit(TWO, 1, 1, now.plusSeconds(100_000));
        Map<Address, Integer> right = Map.of(EMPTY, 0, ONE, 7, TWO, 1);
        assertCredits(right);
        for (String name : List.of(EntryProjection.NAME, AccountProjection.NAME)) {
            engine.replay(name);
            while (engine.progress(name).replaying()) {
                Thread.onSpinWait();
            }
            assertThat(engine.progress(name).version()).isEqualTo(2);
            assertCredits(right);
        }
        LedgerLog.add(log, new AccountFrozen(LEDGER, ONE, state(AccountStatus.FROZEN, credits(7))), now);
        assertCredits(right);
        assertThat(find(ONE).status()).isEqualTo(AccountStatus.FROZEN);
        credit(ONE, 1, 8, null);
        assertThat(find(ONE).status()).isEqualTo(AccountStatus.FROZEN);
        assertThat(find(ONE).creditsPosted()).isEqualTo(8);
    }

    @Test
    void isStaleWhileAnEntryIsParked() {
        credit(ONE, 5, 5, null);
        poison.add(log.head() + 1);
        credit(ONE, 2, 7, null);
        credit(TWO, 1, 1, null);
        assertThat(find(ONE).stale()).isTrue();
        assertThat(find(ONE).creditsPosted()).isEqualTo(5);
        assertThat(find(TWO).stale()).isNull();
        assertThat(find(TWO).creditsPosted()).isEqualTo(1);
        poison.clear();
        for (String name : List.of(EntryProjection.NAME, AccountProjection.NAME)) {
            engine.replay(name);
            while (engine.progress(name).replaying()) {
                Thread.onSpinWait();
            }
        }
        assertThat(find(ONE).stale()).isNull();
        assertCredits(Map.of(EMPTY, 0, ONE, 7, TWO, 1));
    }

    @Test
    void isStaleWhileAChangeIsParked() {
        poison.add(log.head() + 1);
        LedgerLog.add(log, new AccountFrozen(LEDGER, ONE, state(AccountStatus.FROZEN, Counters.ZERO)), now);
        credit(ONE, 3, 3, null);
        assertThat(find(ONE).stale()).isTrue();
        assertThat(find(ONE).status()).isEqualTo(AccountStatus.OPEN);
        assertThat(find(TWO).stale()).isNull();
    }

    private Page<Account> list(Long least, Long most, int limit, List<String> after) {
        BalanceRange range = new BalanceRange(
                least == null ? null : BigInteger.valueOf(least), most == null ? null : BigInteger.valueOf(most));
        return lists.handle(new ListAccounts(
                LEDGER, "", null, null, Map.of("k", "v"), range, true, new Slice(limit, after), head()));
    }

    @Test
    void listsAreFilteredByBalanceAndTellHowManyThereAre() {
        credit(ONE, 5, 5, null);
        credit(TWO, 9, 9, now.minusSeconds(9));
        assertThat(list(null, null, 1, List.of()).count()).isEqualTo(3);
        Page<Account> first = list(5L, null, 1, List.of());
        assertThat(first.data()).extracting(Account::address).containsExactly(ONE);
        assertThat(first.count()).isEqualTo(2);
        Page<Account> second = list(5L, null, 1, first.next());
        assertThat(second.data()).extracting(Account::address).containsExactly(TWO);
        assertThat(second.next()).isNull();
        assertThat(list(null, 5L, 9, List.of()).data())
                .extracting(Account::address)
                .containsExactly(EMPTY, ONE);
        assertThat(list(6L, 8L, 9, List.of()).data()).isEmpty();
        assertThat(list(6L, 8L, 9, List.of()).count()).isZero();
    }

    @Test
    void theVersionIsTheNumberOfTheLastEvent() {
        assertThat(find(ONE).version()).isZero();
        credit(ONE, 5, 5, null);
        assertThat(find(ONE).version()).isEqualTo(1);
        credit(ONE, 2, 7, now.minusSeconds(100_000));
        assertThat(find(ONE).version()).isEqualTo(2);
        LedgerLog.add(log, new AccountFrozen(LEDGER, ONE, state(AccountStatus.FROZEN, credits(7))), now);
        assertThat(find(ONE).version()).isEqualTo(3);
        assertThat(list(7L, 7L, 9, List.of()).data())
                .extracting(Account::version)
                .containsExactly(3L);
    }

    @Test
    void listsAndSumsTellWhatIsStale() {
        credit(TWO, 1, 1, null);
        poison.add(log.head() + 1);
        credit(ONE, 2, 2, null);
        assertThat(list(null, null, 9, List.of()).data())
                .extracting(Account::stale)
                .containsExactly(null, true, null);
        List<BalanceSum> sums = new BalanceSumsQueryHandler(engine, new LastEntries(index))
                .handle(new SumBalances(LEDGER, "", 2, null, new Slice(9, List.of()), head()))
                .data();
        assertThat(sums).extracting(BalanceSum::prefix).containsExactly(TWO_CUT);
        assertThat(sums).extracting(BalanceSum::stale).containsExactly((Boolean) null);
        assertThat(new BalanceSumsQueryHandler(engine, new LastEntries(index))
                        .handle(new SumBalances(LEDGER, "", 1, null, new Slice(9, List.of()), head()))
                        .data())
                .extracting(BalanceSum::stale)
                .containsExactly(true);
    }

    @Test
    void aSumIsOnTheSideThatItsAccountsShare() {
        Address debit = new Address("d:1");
        AccountState open =
                new AccountState(ASSET, Side.DEBIT, AccountStatus.OPEN, null, null, Map.of(), Counters.ZERO);
        LedgerLog.add(log, new AccountOpened(LEDGER, debit, open), now);
        LedgerLog.add(log, new AccountOpened(LEDGER, new Address("m:1"), open), now);
        LedgerLog.add(
                log, new AccountOpened(LEDGER, new Address("m:2"), state(AccountStatus.OPEN, Counters.ZERO)), now);
        for (Address address : List.of(ONE, debit, new Address("m:1"))) {
            credit(address, 5, 5, null);
        }
        List<BalanceSum> sums = new BalanceSumsQueryHandler(engine, new LastEntries(index))
                .handle(new SumBalances(LEDGER, "", 1, null, new Slice(9, List.of()), head()))
                .data();
        assertThat(sums).extracting(sum -> sum.prefix().value()).containsExactly("c", "d", "m");
        assertThat(sums).extracting(BalanceSum::normal).containsExactly(Side.CREDIT, Side.DEBIT, null);
        assertThat(sums).extracting(sum -> sum.balance().intValue()).containsExactly(5, -5, -5);
    }

    @Test
    void aListIsCountedAsAWhole() {
        Set<String> addresses = new HashSet<>();
        for (int number : IntStream.range(0, 1_000).toArray()) {
            Address address = new Address("m:" + number);
            LedgerLog.add(log, new AccountOpened(LEDGER, address, state(AccountStatus.OPEN, Counters.ZERO)), now);
            credit(address, number + 1, number + 1, number % 2 == 0 ? null : now.minusSeconds(9));
            addresses.add(address.value());
        }
        Page<Account> listed = lists.handle(
                new ListAccounts(LEDGER, "m:", null, null, Map.of(), ANY, false, new Slice(1_000, List.of()), head()));
        assertThat(listed.data()).hasSize(1_000).allSatisfy(shown -> {
            String address = shown.address().value();
            assertThat(addresses.remove(address)).isTrue();
            assertThat(shown.creditsPosted()).isEqualTo(1 + Integer.parseInt(address.substring(2)));
        });
    }
}
