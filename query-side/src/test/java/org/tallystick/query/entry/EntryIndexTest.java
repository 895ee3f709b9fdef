package org.tallystick.query.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.events.AccountCredited;
import org.tallystick.query.LedgerLog;
import org.tallystick.readmodels.EngineTest;
import org.tallystick.readmodels.Projection;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/** Which entries of an account are found, when all goes well and when not. */
class EntryIndexTest extends EngineTest {
    private static final LedgerName LEDGER = new LedgerName("books");
    private static final Address ONE = new Address("one");
    private static final Address OTHER = new Address("other");
    private static final Asset ASSET = Asset.parse("EUR/2");
    private static final Instant TIME = Instant.parse("2026-03-28T20:00:00Z");

    private final EntryIndex index = new EntryIndex(10);
    private final Map<Address, Long> credited = new HashMap<>();

    @Override
    protected Projection projection() {
        return new EntryProjection(index);
    }

    private void credit(Address address) throws InterruptedException {
        long sum = credited.merge(address, 1L, Long::sum);
        Counters after = Counters.ZERO.plusPosted(Side.CREDIT, BigInteger.valueOf(sum));
        LedgerLog.add(
                log,
                new AccountCredited(
                        LEDGER, address, new TransactionId("t" + log.head()), 0, ASSET, BigInteger.ONE, null, after),
                TIME.plusSeconds(log.head()));
    }

    private void awaitAll() throws InterruptedException {
        assertThat(engine.awaitPosition(log.head(), PATIENCE)).isTrue();
    }

    private List<Long> found(EntryIndex reading, Address address, boolean descending, int count) {
        EntryWalk walk = new EntryWalk(EntryKey.FIRST, EntryKey.LAST, descending, count);
        return reading
                .view(engine.serving(EntryProjection.NAME))
                .walk(new AccountKey(LEDGER.value(), address.value()), walk)
                .stream()
                .map(EntryKey::position)
                .toList();
    }

    private void assertFound(Address address, List<Long> positions) {
        for (EntryIndex reading : List.of(index, new EntryIndex(10))) {
            assertThat(found(reading, address, false, 10_000)).isEqualTo(positions);
            List<Long> backwards = new ArrayList<>(positions);
            Collections.reverse(backwards);
            assertThat(found(reading, address, true, 10_000)).isEqualTo(backwards);
            assertThat(found(reading, address, true, 3)).isEqualTo(backwards.subList(0, Math.min(3, backwards.size())));
        }
    }

    private long blocks() {
        return count("SELECT COUNT(*) FROM entry_block_v1");
    }

    private long count(String sql) {
        return jdbc().queryForObject(sql, Long.class);
    }

    private JdbcTemplate jdbc() {
        return new JdbcTemplate(engine.serving(EntryProjection.NAME).jdbc().getDataSource());
    }

    @Test
    void entriesGatherBeforeBlocksAreMadeOfThem() throws InterruptedException {
        for (int i = 0; i < 9; i++) {
            credit(ONE);
            awaitAll();
        }
        assertThat(blocks()).isZero();
        credit(OTHER);
        awaitAll();
        assertThat(blocks()).isEqualTo(2);
        for (int i = 0; i < 100; i++) {
            credit(ONE);
            awaitAll();
        }
        assertThat(blocks()).isEqualTo(12);
        assertFound(
                ONE,
                LongStream.rangeClosed(1, 110)
                        .filter(each -> each != 10)
                        .boxed()
                        .toList());
        assertFound(OTHER, List.of(10L));
    }

    @Test
    void aLargeBatchOfOneAccountMakesSeveralBlocks() throws InterruptedException {
        for (int i = 0; i < 4_500; i++) {
            credit(ONE);
        }
        awaitAll();
        assertThat(count("SELECT MAX(LENGTH(entries)) FROM entry_block_v1")).isLessThan(20_000);
        assertFound(ONE, LongStream.rangeClosed(1, 4_500).boxed().toList());
    }

    /** No entry of this account can be written meanwhile: each that comes alone tells its account. */
    private JdbcTemplate obstruct(Address address) {
        JdbcTemplate jdbc = jdbc();
        jdbc.execute("ALTER TABLE entry_account_v1 ADD CONSTRAINT obstacle CHECK (address <> '" + address + "')");
        return jdbc;
    }

    private static void clear(JdbcTemplate jdbc) {
        jdbc.execute("ALTER TABLE entry_account_v1 DROP CONSTRAINT obstacle");
    }

    @Test
    void entriesThatWaitedAreFoundThoughAnOlderReadEndsAfterThem() throws InterruptedException {
        JdbcTemplate jdbc = obstruct(ONE);
        for (Address address : List.of(OTHER, ONE, OTHER)) {
            credit(address);
        }
        awaitAll();
        Boolean read = engine.read(List.of(EntryProjection.NAME), OptionalLong.empty(), view -> {
            EntryIndex.View old = index.view(view.tables(EntryProjection.NAME));
            CompletableFuture.runAsync(() -> {
                        clear(jdbc);
                        assertThat(retry(LEDGER.streamOf(ONE))).isEqualTo(1);
                    })
                    .join();
            return old.walk(new AccountKey(LEDGER.value(), ONE.value()), EntryWalk.lastBefore(EntryKey.LAST))
                    .isEmpty();
        });
        assertThat(read).isTrue();
        assertFound(ONE, List.of(2L));
        for (int i = 0; i < 20; i++) {
            credit(OTHER);
            awaitAll();
        }
        assertFound(ONE, List.of(2L));
    }

    /** As a report does over very many accounts while much is posted. */
    @Test
    void aReadThatLastsFindsWhatItSawAtItsBeginning() throws InterruptedException {
        for (int i = 0; i < 25; i++) {
            credit(ONE);
            awaitAll();
        }
        List<Long> found = engine.read(List.of(EntryProjection.NAME), OptionalLong.empty(), view -> {
            EntryIndex.View old = index.view(view.tables(EntryProjection.NAME));
            for (int i = 0; i < 40; i++) {
                inAnotherThread(() -> {
                    credit(ONE);
                    awaitAll();
                });
            }
            return old
                    .walk(
                            new AccountKey(LEDGER.value(), ONE.value()),
                            new EntryWalk(EntryKey.FIRST, EntryKey.LAST, true, 10_000))
                    .stream()
                    .map(EntryKey::position)
                    .toList();
        });
        List<Long> right = new ArrayList<>(LongStream.rangeClosed(1, 25).boxed().toList());
        Collections.reverse(right);
        assertThat(found).isEqualTo(right);
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private static void inAnotherThread(Step step) {
        CompletableFuture.runAsync(() -> {
                    try {
                        step.run();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
    }

    @Test
    void entriesThatWaitedAreFoundWhereTheyBelong() throws InterruptedException {
        JdbcTemplate jdbc = obstruct(ONE);
        for (Address address : List.of(OTHER, ONE, OTHER, ONE)) {
            credit(address);
        }
        for (int i = 0; i < 20; i++) {
            credit(OTHER);
            awaitAll();
        }
        credit(ONE);
        awaitAll();
        assertFound(ONE, List.of());
        clear(jdbc);
        assertThat(retry(LEDGER.streamOf(ONE))).isEqualTo(3);
        credit(ONE);
        awaitAll();
        assertFound(ONE, List.of(2L, 4L, 25L, 26L));
        for (int i = 0; i < 20; i++) {
            credit(ONE);
            awaitAll();
        }
        assertFound(
                ONE,
                LongStream.concat(LongStream.of(2, 4), LongStream.rangeClosed(25, 46))
                        .boxed()
                        .toList());
        assertFound(
                OTHER,
                LongStream.concat(LongStream.of(1, 3), LongStream.rangeClosed(5, 24))
                        .boxed()
                        .toList());
    }
}
