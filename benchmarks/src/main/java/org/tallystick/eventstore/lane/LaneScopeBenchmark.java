package org.tallystick.eventstore.lane;

import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.Scope;
import org.axonframework.messaging.ScopeDescriptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to enter and leave the scope of an aggregate, as each applied event does, with {@link LaneScope} and without. */
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class LaneScopeBenchmark {
    private static final int EVENTS = 1_000;

    private static final class Aggregate extends Scope {
        void apply() {
            startScope();
            endScope();
        }

        @Override
        public ScopeDescriptor describeScope() {
            return () -> "aggregate";
        }
    }

    private final Aggregate aggregate = new Aggregate();

    private void applyAll() {
        for (int i = 0; i < EVENTS; i++) {
            aggregate.apply();
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void without() {
        applyAll();
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void within() {
        LaneScope.around(this::applyAll);
    }
}
