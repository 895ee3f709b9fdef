package org.tallystick.app.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Function;
import me.tongfei.progressbar.ProgressBar;
import org.tallystick.api.ApiJson;
import org.tallystick.app.settings.UsageException;
import org.tallystick.load.HttpLoad;
import org.tallystick.load.LedgerLoad;
import org.tallystick.load.LoadResult;
import org.tallystick.load.LoadSettings;
import org.tallystick.load.Pattern;
import org.tallystick.load.RequestSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Closed loop: each client sends when it was answered. What a stall kept from being sent counts as slow as well. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Load a running server with transfers, batches and reads in a ledger of its own, and say how fast it is.")
final class BenchCommand implements Callable<Integer> {
    private static final int ACCOUNTS = 1_000;
    private static final int BATCH_LINES = 1_000;
    /** The share of each load that is sent before anything is counted. */
    private static final int WARM_UP_SHARE = 5;

    @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "The server; plain HTTP only.")
    private String url;

    @Option(names = "--clients", defaultValue = "32", description = "How many clients send at once, 1 to 1000.")
    private int clients;

    @Option(
            names = "--seconds",
            defaultValue = "120",
            description = "For all three loads together, 3 to 3600. A fifth of it warms up and is not counted.")
    private int seconds;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (clients < 1 || clients > 1_000 || seconds < 3 || seconds > 3_600) {
            throw new UsageException("--clients must be 1 to 1000, --seconds 3 to 3600");
        }
        String name = "bench-" + Long.toString(System.currentTimeMillis(), 36);
        LedgerLoad ledger = new LedgerLoad(name, ACCOUNTS);
        HttpLoad server = server();
        server.sendAll(ledger.opening());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("ledger", name);
        figures.put("clients", clients);
        measure("transfers", figures, server, random -> ledger.transfers(Pattern.UNIFORM, random));
        measure("batched transfers", figures, server, random -> ledger.batches(BATCH_LINES, random));
        measure("balance reads", figures, server, ledger::balances);
        if (json) {
            System.out.println(ApiJson.text(figures));
        }
        return 0;
    }

    private HttpLoad server() {
        try {
            return new HttpLoad(url);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--url is " + e.getMessage(), e);
        }
    }

    private void measure(
            String name, Map<String, Object> figures, HttpLoad server, Function<SplittableRandom, RequestSource> load)
            throws IOException {
        Duration all = Duration.ofSeconds(seconds).dividedBy(3);
        Duration warmUp = all.dividedBy(WARM_UP_SHARE);
        SplittableRandom random = new SplittableRandom();
        try (ProgressBar progress = Progress.bar(name, -1)) {
            LoadResult result = server.run(
                    LoadSettings.closed(clients, warmUp, all.minus(warmUp)),
                    connection -> load.apply(random.split()),
                    progress::stepTo);
            report(name, figures, result);
        }
    }

    private void report(String name, Map<String, Object> figures, LoadResult result) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("perSecond", Math.round(result.unitsPerSecond()));
        one.put("p50Micros", result.latencies().getValueAtPercentile(50));
        one.put("p99Micros", result.latencies().getValueAtPercentile(99));
        one.put("maxMicros", result.latencies().getMaxValue());
        one.put("refused", result.refused());
        figures.put(name, one);
        if (!json) {
            System.out.printf(
                    "%-18s %,10d a second   p50 %6.1f ms   p99 %6.1f ms   max %6.1f ms   refused %d%n",
                    name,
                    Math.round(result.unitsPerSecond()),
                    result.latencyAt(50),
                    result.latencyAt(99),
                    result.latencyAt(100),
                    result.refused());
        }
    }
}
