package org.tallystick.eventstore.journal;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tallystick.command.engine.LedgerDomain;
import org.tallystick.events.AccountCredited;
import org.tallystick.events.AccountDebited;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.TransactionPosted;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.RecordedUnit;
import org.tallystick.storage.Micros;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;

/** The stored form of one transfer: three events in a row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class UnitBenchmark {
    private static final LedgerName LEDGER = new LedgerName("books");
    private static final Asset EUR = Asset.parse("EUR/2");
    private static final Address DEBIT = new Address("customers:4711");
    private static final Address CREDIT = new Address("customers:42");
    private static final BigInteger AMOUNT = BigInteger.valueOf(12_345);
    private static final TransactionId ID = new TransactionId("0199c7a3f2b10000a1b2c3d4e5f60718");
    private static final Counters COUNTERS = new Counters(
            BigInteger.valueOf(1_000_000), BigInteger.valueOf(3_000_000), BigInteger.ZERO, BigInteger.ZERO);
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00.123456Z");
    private static final Map<String, String> METADATA = Map.of(
            EventMetadata.ACTOR, "anonymous",
            EventMetadata.REQUEST_ID, "0199c7a3f2b10001a1b2c3d4e5f60718",
            EventMetadata.CORRELATION_ID, "0199c7a3f2b10001a1b2c3d4e5f60718",
            EventMetadata.CAUSATION_ID, "35b15a1d-0000-4000-8000-2f725f238ab1");

    private final UnitCodec codec = new UnitCodec(LedgerDomain.events().types(), LedgerDomain.upcasters());
    private final RecordedUnit unit = new RecordedUnit(
            3,
            NOW,
            METADATA,
            List.of(
                    event(1, new AccountDebited(LEDGER, DEBIT, ID, 0, EUR, AMOUNT, null, COUNTERS)),
                    event(2, new AccountCredited(LEDGER, CREDIT, ID, 0, EUR, AMOUNT, null, COUNTERS)),
                    event(
                            3,
                            new TransactionPosted(
                                    LEDGER,
                                    ID,
                                    List.of(new Posting(DEBIT, CREDIT, AMOUNT, EUR)),
                                    null,
                                    null,
                                    null,
                                    Map.of(),
                                    null))));

    private final JournalRow row = row(codec.encode(unit));

    private static RecordedEvent event(long position, DomainEvent payload) {
        return new RecordedEvent(position, payload.stream(), 7, NOW, payload, METADATA);
    }

    private static JournalRow row(byte[] data) {
        long micros = Micros.of(NOW);
        return new JournalRow(3, 3, micros, data, UnitCodec.checksum(3, 3, micros, data));
    }

    @Benchmark
    public byte[] encode() {
        return codec.encode(unit);
    }

    @Benchmark
    public RecordedUnit decode() {
        return codec.decode(row);
    }
}
