package org.tallystick.command.transaction;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.tallystick.answers.Transaction;
import org.tallystick.api.ApiJson;
import org.tallystick.command.decision.Decision;
import org.tallystick.command.http.TransactionBodies;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.PostTransaction;
import org.tallystick.commands.TransactionResult;
import org.tallystick.events.DomainEvent;
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

/** What one transfer costs beside store and network: to read its body, to decide it, to write its answer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TransferBenchmark {
    private static final LedgerName LEDGER = new LedgerName("books");
    private static final Asset EUR = Asset.parse("EUR/2");
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00.123456Z");
    private static final byte[] BODY = ApiJson.write(Map.of(
            "postings",
            List.of(Map.of("debit", "customers:4711", "credit", "customers:42", "amount", 12_345, "asset", "EUR/2"))));

    private static final AccountState ACCOUNT = new AccountState(
            EUR,
            Side.CREDIT,
            AccountStatus.OPEN,
            BigInteger.ZERO,
            null,
            Map.of(),
            new Counters(
                    BigInteger.valueOf(1_000_000), BigInteger.valueOf(3_000_000), BigInteger.ZERO, BigInteger.ZERO));

    private final PostTransaction command = new PostTransaction(
            LEDGER,
            new TransactionId("0199c7a3f2b10000a1b2c3d4e5f60718"),
            List.of(new Posting(
                    new Address("customers:4711"), new Address("customers:42"), BigInteger.valueOf(12_345), EUR)),
            null,
            null,
            null,
            Map.of(),
            false);

    private final TransactionResult decided = decide();

    @Benchmark
    public NewTransaction body() {
        return TransactionBodies.create(LEDGER, ApiJson.read(BODY), command::transaction, false);
    }

    @Benchmark
    public TransactionResult decide() {
        DecisionState state = new DecisionState(
                LEDGER, new LedgerState("Books", Map.of(), null), NOW, address -> ACCOUNT, id -> null, Set.of());
        return state.result((Decision.Accepted<DomainEvent>) NewTransactionDecision.decide(command, state));
    }

    @Benchmark
    public byte[] answer() {
        return ApiJson.write(Transaction.of(decided));
    }
}
