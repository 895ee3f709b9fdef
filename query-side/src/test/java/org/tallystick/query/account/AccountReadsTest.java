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
import org.tallystick.events.AccountCredited;
import org.tallystick.events.AccountFrozen;
import org.tallystick.events.AccountOpened;
import org.tallystick.events.LedgerCreated;
import org.tallystick.events.RecordedEvent;
import org.tallystick.queries.FindAccount;
import org.tallystick.queries.FollowBalances;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListAccounts;
import org.tallystick.queries.Page;
import org.tallystick.queries.Slice;
import org.tallystick.query.entry.EntryIndex;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.projection.EngineTest;
import org.tallystick.query.projection.Projection;
import org.tallystick.query.projection.Tables;
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
    private static final Address EMPTY = new Address("c");

    private final Set<Long> poison = ConcurrentHashMap.newKeySet();
    private final AccountProjection accounts = new AccountProjection(
            new BalanceFollowers(SimpleQueryUpdateEmitter.builder().build()));
    private final EntryIndex index = new EntryIndex();
    private final EntryProjection entries = new EntryProjection(index);
    private AccountQueryHandler handler;
    private Instant now = Instant.parse("2026-03-28T20:00:00Z");

    @Override
    protected Projection projection() {
        return accounts;
    }

    @Override
    protected Projection[] projections() {
        return new Projection[] {new LedgerProjection(), new Poisoned(accounts), new Poisoned(entries)};
    }

    /** The same, but for events that it cannot take. */
    private final class Poisoned implements Projection {
        private final Projection of;

        Poisoned(Projection of) {
            this.of = of;
        }

        @Override
        public String name() {
            return of.name();
        }

        @Override
        public List<String> tableStatements(Tables tables) {
            return of.tableStatements(tables);
        }

        @Override
        public List<String> indexStatements(Tables tables) {
            return of.indexStatements(tables);
        }

        @Override
        public List<String> tableNames(Tables tables) {
            return of.tableNames(tables);
        }

        @Override
        public void apply(List<RecordedEvent> events, Tables tables) {
            if (events.stream().anyMatch(event -> poison.contains(event.position()))) {
                throw new IllegalStateException("cannot take it");
            }
            of.apply(events, tables);
        }

        @Override
        public void applyLate(RecordedEvent event, Tables tables) {
            of.applyLate(event, tables);
        }

        @Override
        public void forget() {
            of.forget();
        }
    }

    @BeforeEach
    void openAccounts() {
        handler = new AccountQueryHandler(engine, new LastEntries(index));
        log.add(new LedgerCreated(LEDGER, new LedgerState("Books", Map.of(), null)), now);
        for (Address address : List.of(EMPTY, ONE, TWO)) {
            log.add(new AccountOpened(LEDGER, address, state(AccountStatus.OPEN, Counters.ZERO)), now);
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
        log.add(new AccountCredited(LEDGER, address, id, 0, ASSET, credited, effectiveAt, credits(after)), now);
    }

    private OptionalLong head() {
        return OptionalLong.of(log.head());
    }

    private Map<String, Object> find(Address address) {
        Found found = handler.handle(new FindAccount(LEDGER, address, null, head()));
        assertThat(found.position()).isEqualTo(log.head());
        return found.members();
    }

    /** As each of the reads shows them: of one, of a list, and what followers begin with. */
    private void assertCredits(Map<Address, Integer> right) {
        right.forEach((address, credited) -> {
            assertThat(find(address)).containsEntry("creditsPosted", BigInteger.valueOf(credited));
            assertThat(find(address)).as("from memory").containsEntry("creditsPosted", BigInteger.valueOf(credited));
        });
        Page listed = handler.handle(
                new ListAccounts(LEDGER, "", null, null, Map.of("k", "v"), new Slice(10, List.of()), head()));
        Page followed = handler.handle(new FollowBalances(LEDGER, null, "", head()));
        for (Page page : List.of(listed, followed)) {
            assertThat(page.position()).isEqualTo(log.head());
            assertThat(page.data())
                    .hasSize(right.size())
                    .allSatisfy(shown -> assertThat(shown)
                            .containsEntry("creditsPosted", BigInteger.valueOf(right.get(new Address((String)
                                    shown.get("address"))))));
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
        log.add(new AccountFrozen(LEDGER, ONE, state(AccountStatus.FROZEN, credits(7))), now);
        assertCredits(right);
        assertThat(find(ONE)).containsEntry("status", "frozen");
        credit(ONE, 1, 8, null);
        assertThat(find(ONE)).containsEntry("status", "frozen").containsEntry("creditsPosted", BigInteger.valueOf(8));
    }

    @Test
    void isStaleWhileAnEntryIsParked() {
        credit(ONE, 5, 5, null);
        poison.add(log.head() + 1);
        credit(ONE, 2, 7, null);
        credit(TWO, 1, 1, null);
        assertThat(find(ONE)).containsEntry("stale", true).containsEntry("creditsPosted", BigInteger.valueOf(5));
        assertThat(find(TWO)).doesNotContainKey("stale").containsEntry("creditsPosted", BigInteger.ONE);
        poison.clear();
        for (String name : List.of(EntryProjection.NAME, AccountProjection.NAME)) {
            engine.replay(name);
            while (engine.progress(name).replaying()) {
                Thread.onSpinWait();
            }
        }
        assertThat(find(ONE)).doesNotContainKey("stale");
        assertCredits(Map.of(EMPTY, 0, ONE, 7, TWO, 1));
    }

    @Test
    void isStaleWhileAChangeIsParked() {
        poison.add(log.head() + 1);
        log.add(new AccountFrozen(LEDGER, ONE, state(AccountStatus.FROZEN, Counters.ZERO)), now);
        credit(ONE, 3, 3, null);
        assertThat(find(ONE)).containsEntry("stale", true).containsEntry("status", "open");
        assertThat(find(TWO)).doesNotContainKey("stale");
    }

    @Test
    void aListIsCountedAsAWhole() {
        Set<String> addresses = new HashSet<>();
        for (int number : IntStream.range(0, 1_000).toArray()) {
            Address address = new Address("m:" + number);
            log.add(new AccountOpened(LEDGER, address, state(AccountStatus.OPEN, Counters.ZERO)), now);
            credit(address, number + 1, number + 1, number % 2 == 0 ? null : now.minusSeconds(9));
            addresses.add(address.value());
        }
        Page listed = handler.handle(
                new ListAccounts(LEDGER, "m:", null, null, Map.of(), new Slice(1_000, List.of()), head()));
        assertThat(listed.data()).hasSize(1_000).allSatisfy(shown -> {
            String address = (String) shown.get("address");
            assertThat(addresses.remove(address)).isTrue();
            assertThat(shown).containsEntry("creditsPosted", new BigInteger(address.substring(2)).add(BigInteger.ONE));
        });
    }
}
