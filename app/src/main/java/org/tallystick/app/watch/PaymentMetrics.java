package org.tallystick.app.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.tallystick.query.payment.PaymentCounts;
import org.tallystick.query.payment.PaymentProjection;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.PaymentPhase;

/** Payments by state, as the read model has them. Every process tells those of the whole store. */
final class PaymentMetrics implements MeterBinder {
    private static final Duration OFTEN = Duration.ofSeconds(5);
    private static final Duration SELDOM = Duration.ofSeconds(30);
    private static final double MILLIS_PER_SECOND = 1e3;

    private final ProjectionReads reads;
    private final Clock clock;
    private volatile Map<String, Long> all;
    private volatile Map<String, PaymentCounts.Open> open;

    PaymentMetrics(ProjectionReads reads, Clock clock, Sampler sampler) {
        this.reads = reads;
        this.clock = clock;
        sampler.repeat(OFTEN, () -> open = read(PaymentCounts::open));
        sampler.repeat(SELDOM, () -> all = read(PaymentCounts::all));
    }

    private interface Question<T> {
        T ask(Tables tables);
    }

    private <T> T read(Question<T> question) {
        return reads.read(
                List.of(PaymentProjection.NAME),
                OptionalLong.empty(),
                view -> question.ask(view.tables(PaymentProjection.NAME)));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (PaymentPhase phase : PaymentPhase.values()) {
            String state = phase.name().toLowerCase(Locale.ROOT);
            Gauge.builder("tallystick.payments", this, each -> each.all(state))
                    .description("Payments in this state, whether they have ended or not")
                    .tag("state", state)
                    .register(registry);
            Gauge.builder("tallystick.payments.open", this, each -> each.open(state))
                    .description("Payments in this state that have not ended")
                    .tag("state", state)
                    .register(registry);
            Gauge.builder("tallystick.payments.open.age", this, each -> each.ageSeconds(state))
                    .description("How long ago the oldest of them was initiated")
                    .baseUnit("seconds")
                    .tag("state", state)
                    .register(registry);
        }
    }

    private double all(String state) {
        Map<String, Long> known = all;
        return known == null ? Double.NaN : known.getOrDefault(state, 0L);
    }

    private double open(String state) {
        Map<String, PaymentCounts.Open> known = open;
        if (known == null) {
            return Double.NaN;
        }
        PaymentCounts.Open found = known.get(state);
        return found == null ? 0 : found.payments();
    }

    private double ageSeconds(String state) {
        Map<String, PaymentCounts.Open> known = open;
        if (known == null) {
            return Double.NaN;
        }
        PaymentCounts.Open found = known.get(state);
        return found == null
                ? 0
                : Duration.between(found.oldest(), clock.instant()).toMillis() / MILLIS_PER_SECOND;
    }
}
