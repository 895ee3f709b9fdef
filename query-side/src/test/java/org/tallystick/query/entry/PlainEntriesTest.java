package org.tallystick.query.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.readmodels.EngineTest;
import org.tallystick.readmodels.Projection;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/** Rows of many entries: what is written is what is read. */
class PlainEntriesTest extends EngineTest {
    private static final BigInteger LARGEST = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);

    private final Random random = new Random(7);
    private Tables tables;

    @Override
    protected Projection projection() {
        return new EntryProjection(new EntryIndex());
    }

    @BeforeEach
    void open() {
        tables = engine.serving(EntryProjection.NAME);
    }

    private PlainEntry entry(long position) {
        return new PlainEntry(
                position,
                new AccountKey(pick("books", "b".repeat(63)), pick("a", "customers:1:available", "x".repeat(200))),
                pick("EUR/2", "ABCDEFGHIJKLMNOP/18"),
                pick("0198a7b2c3d4e5f60718293a4b5c6d7e", "0198A7B2C3D4E5F60718293A4B5C6D7E", "ts:x", "i".repeat(100)),
                random.nextInt(3) * 499,
                random.nextBoolean() ? Side.DEBIT : Side.CREDIT,
                number(),
                random.nextBoolean() ? number().negate() : number(),
                random.nextInt(3) * 1_790_000_000_000_000L,
                new Counters(number(), number(), number(), number()),
                random.nextInt(3) * 100L,
                new EntryOrigin(
                        pick(null, "local", "a".repeat(200)), pick(null, "r-1", "0198a7b2c3d4e5f60718293a4b5c6d7f")),
                random.nextBoolean());
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private BigInteger number() {
        return switch (random.nextInt(4)) {
            case 0 -> LARGEST;
            case 1 -> BigInteger.valueOf(random.nextInt(300));
            case 2 -> new BigInteger(126, random);
            default -> BigInteger.ZERO;
        };
    }

    private List<PlainEntry> entries(long... positions) {
        return LongStream.of(positions).mapToObj(this::entry).toList();
    }

    private List<PlainEntry> read(long after, long to) {
        List<PlainEntry> found = new ArrayList<>();
        PlainEntries.between(after, to, tables, found::add);
        return found;
    }

    @Test
    void whatIsWrittenIsRead() {
        List<PlainEntry> all = new ArrayList<>();
        long position = 0;
        for (int batch = 0; batch < 60; batch++) {
            List<PlainEntry> some = new ArrayList<>();
            for (int i = random.nextInt(90); i > 0; i--) {
                position += 1 + random.nextInt(3) * random.nextInt(3);
                some.add(entry(position));
            }
            PlainEntries.write(some, tables);
            all.addAll(some);
        }
        assertThat(read(0, Long.MAX_VALUE)).isEqualTo(all);
        assertThat(rows())
                .isEqualTo(all.stream()
                        .map(each -> each.position() / 32)
                        .distinct()
                        .count());
        for (int i = 0; i < 50; i++) {
            long after = random.nextLong(position);
            long to = after + random.nextInt(100);
            List<PlainEntry> right = all.stream()
                    .filter(each -> each.position() > after && each.position() <= to)
                    .toList();
            assertThat(read(after, to)).isEqualTo(right);
            List<PlainEntry> found = new ArrayList<>();
            PlainEntries.at(LongStream.rangeClosed(after + 1, to).boxed().toList(), tables, found::add);
            assertThat(found).containsExactlyInAnyOrderElementsOf(right);
        }
    }

    private long rows() {
        return tables.jdbc().queryForObject("SELECT COUNT(*) FROM entry_v1", Long.class);
    }

    @Test
    void manyRowsAreReadInPages() {
        List<PlainEntry> all =
                entries(LongStream.range(0, 2_500).map(each -> each * 32).toArray());
        PlainEntries.write(all, tables);
        assertThat(read(-1, Long.MAX_VALUE)).isEqualTo(all);
        List<Long> positions =
                new ArrayList<>(all.stream().map(PlainEntry::position).toList());
        Collections.shuffle(positions, random);
        List<PlainEntry> found = new ArrayList<>();
        PlainEntries.at(positions, tables, found::add);
        found.sort(Comparator.comparing(PlainEntry::position));
        assertThat(found).isEqualTo(all);
    }

    @Test
    void whatComesLateIsReadInItsPlace() {
        List<PlainEntry> late = entries(34);
        List<PlainEntry> first = entries(31, 33, 35, 64);
        PlainEntries.write(first, tables);
        PlainEntries.write(late, tables);
        assertThat(read(0, 100)).containsExactly(first.get(0), first.get(1), late.get(0), first.get(2), first.get(3));
        assertThat(rows()).isEqualTo(3);
    }

    /** As docs/internals/projections.md tells it. */
    @Test
    void theStoredFormIsTheDocumentedOne() {
        AccountKey bank = new AccountKey("books", "bank");
        AccountKey customer = new AccountKey("books", "c:1");
        String transaction = "0198a7b2c3d4e5f60718293a4b5c6d7e";
        BigInteger amount = BigInteger.valueOf(1234);
        Counters debited = new Counters(amount, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
        Counters held = new Counters(BigInteger.ZERO, amount, BigInteger.ZERO, BigInteger.ONE);
        List<PlainEntry> entries = List.of(
                new PlainEntry(
                        70,
                        bank,
                        "EUR/2",
                        transaction,
                        0,
                        Side.DEBIT,
                        amount,
                        BigInteger.ZERO,
                        1000,
                        debited,
                        1,
                        new EntryOrigin("me", transaction),
                        false),
                new PlainEntry(
                        71,
                        customer,
                        "EUR/2",
                        transaction,
                        0,
                        Side.CREDIT,
                        amount,
                        BigInteger.ZERO,
                        1000,
                        held,
                        300,
                        new EntryOrigin("me", "r"),
                        true));
        String right = "06 13 05 626f6f6b73 05 4555522f32 0198a7b2c3d4e5f60718293a4b5c6d7e e807 02 6d65"
                + " 0198a7b2c3d4e5f60718293a4b5c6d7e 04 62616e6b 00 01 02 04d2 02 04d2 00"
                + " e7 25 01 72 03 633a31 00 ac02 02 04d2 00 02 04d2 00 00 01 01";
        assertThat(HexFormat.of().formatHex(PlainEntryCodec.encode(entries))).isEqualTo(right.replace(" ", ""));
    }

    @Test
    void aDamagedRowSaysSo() {
        PlainEntries.write(entries(1, 2, 3), tables);
        byte[] whole = tables.jdbc().queryForObject("SELECT entries FROM entry_v1", byte[].class);
        int damaged = 0;
        for (int length = 1; length < whole.length; length++) {
            tables.jdbc().update("UPDATE entry_v1 SET entries = ?", new Object[] {Arrays.copyOf(whole, length)});
            try {
                read(0, 100);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("the entries 0 to 31 is damaged");
                damaged++;
            }
        }
        assertThat(damaged).isEqualTo(whole.length - 3);
    }
}
