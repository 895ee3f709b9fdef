package org.tallystick.app.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tallystick.saga.rail.Rail;
import org.tallystick.saga.rail.RailAnswer;
import org.tallystick.saga.rail.RailInstruction;

/** A rail whose calls are timed, by what it answered. */
public final class MeteredRail implements Rail {
    private static final String FAULT = "fault";
    private static final Map<Class<?>, String> OUTCOMES = Map.of(
            RailAnswer.Accepted.class, "accepted",
            RailAnswer.Settled.class, "settled",
            RailAnswer.Refused.class, "refused",
            RailAnswer.Silent.class, "silent",
            RailAnswer.Waiting.class, "waiting",
            RailAnswer.NotSent.class, "not_sent",
            RailAnswer.Withdrawn.class, "withdrawn");

    private final Rail rail;
    private final Map<String, Timer> submits = new TreeMap<>();
    private final Map<String, Timer> inquiries = new TreeMap<>();

    public MeteredRail(Rail rail, MeterRegistry registry) {
        this.rail = rail;
        for (String outcome : outcomes()) {
            submits.put(outcome, timer("submit", outcome, registry));
            inquiries.put(outcome, timer("inquire", outcome, registry));
        }
    }

    private static List<String> outcomes() {
        return Stream.concat(OUTCOMES.values().stream(), Stream.of(FAULT)).toList();
    }

    private Timer timer(String call, String outcome, MeterRegistry registry) {
        return Timer.builder("tallystick.rail.calls")
                .description("Calls of a rail, until it has answered")
                .tag("rail", rail.name())
                .tag("call", call)
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public String name() {
        return rail.name();
    }

    @Override
    public CompletionStage<RailAnswer> submit(RailInstruction instruction) {
        return timed(submits, () -> rail.submit(instruction));
    }

    @Override
    public CompletionStage<RailAnswer> inquire(RailInstruction instruction) {
        return timed(inquiries, () -> rail.inquire(instruction));
    }

    private static CompletionStage<RailAnswer> timed(
            Map<String, Timer> timers, Supplier<CompletionStage<RailAnswer>> call) {
        long began = System.nanoTime();
        try {
            return call.get().whenComplete((answer, failure) -> record(timers, answer, began));
        } catch (RuntimeException e) {
            record(timers, null, began);
            throw e;
        }
    }

    /** @param answer null when there was none */
    private static void record(Map<String, Timer> timers, RailAnswer answer, long began) {
        String outcome = answer == null ? FAULT : OUTCOMES.get(answer.getClass());
        timers.get(outcome).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
    }
}
