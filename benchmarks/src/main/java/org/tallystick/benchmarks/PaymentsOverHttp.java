package org.tallystick.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import org.tallystick.load.HttpLoad;
import org.tallystick.load.LoadResult;
import org.tallystick.load.LoadSettings;
import org.tallystick.load.PaymentLoad;
import tools.jackson.databind.JsonNode;

/** Payments over the simulator rail, sent at a fixed rate whether the server keeps up or not. */
final class PaymentsOverHttp {
    private static final String LEDGER = "payments";
    private static final int PAYERS = 10_000;
    private static final int CONNECTIONS = 64;
    private static final int PER_SECOND = 300;
    private static final Duration LONGEST_END = Duration.ofMinutes(10);

    private final Server server;

    PaymentsOverHttp(Server server) {
        this.server = server;
    }

    /** Seconds from the last payment until all are settled. */
    Figure untilAllAreSettled(Duration sending) throws IOException, InterruptedException {
        PaymentLoad load = new PaymentLoad(LEDGER, PAYERS);
        HttpLoad http = new HttpLoad(server.url());
        http.sendAll(load.opening());
        SplittableRandom random = new SplittableRandom();
        LoadResult result = http.run(
                new LoadSettings(CONNECTIONS, Duration.ZERO, sending, PER_SECOND),
                connection -> load.payments(random.split()),
                done -> {});
        long began = System.nanoTime();
        long settled = settled();
        while (settled < result.units() && System.nanoTime() - began < LONGEST_END.toNanos()) {
            Thread.sleep(100);
            settled = settled();
        }
        return new Figure(
                (System.nanoTime() - began) / 1e9,
                String.format(
                        Locale.ROOT,
                        "%,d of %,d payments settled, %.0f a second taken for %d s, p50 %.1f ms, p99 %.1f ms, %d refused",
                        settled,
                        result.units(),
                        result.unitsPerSecond(),
                        sending.toSeconds(),
                        result.latencyAt(50),
                        result.latencyAt(99),
                        result.refused()));
    }

    private long settled() throws IOException, InterruptedException {
        JsonNode clearing = server.get("/v1/ledgers/" + LEDGER + "/accounts/" + PaymentLoad.CLEARING);
        return clearing.get("creditsPosted").asLong() / PaymentLoad.AMOUNT;
    }
}
