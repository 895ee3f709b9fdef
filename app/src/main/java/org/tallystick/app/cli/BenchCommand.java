package org.tallystick.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import org.HdrHistogram.Histogram;
import org.tallystick.api.ApiJson;
import org.tallystick.app.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Closed loop: each client sends when it was answered, so a stall of the server shows in the rate and at the maximum. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Load a running server with transfers, batches and reads in a ledger of its own, and say how fast it is.")
final class BenchCommand implements Callable<Integer> {
    private static final int ACCOUNTS = 1_000;
    private static final int BATCH_LINES = 1_000;
    private static final long LONGEST_MICROS = 60_000_000;

    @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "The server.")
    private String url;

    @Option(names = "--clients", defaultValue = "32", description = "How many clients send at once, 1 to 1000.")
    private int clients;

    @Option(names = "--seconds", defaultValue = "120", description = "For all three loads together, 3 to 3600.")
    private int seconds;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (clients < 1 || clients > 1_000 || seconds < 3 || seconds > 3_600) {
            throw new UsageException("--clients must be 1 to 1000, --seconds 3 to 3600");
        }
        String name = "bench-" + Long.toString(System.currentTimeMillis(), 36);
        LedgerClient ledger = new LedgerClient(url, name);
        open(ledger);
        ApiClient api = new ApiClient(url);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("ledger", name);
        figures.put("clients", clients);
        measure("transfers", figures, 1, () -> ledger.transaction(transfer()).status() == 201);
        measure(
                "batched transfers",
                figures,
                BATCH_LINES,
                () -> ledger.batch(batch(), null).status() == 200);
        measure(
                "balance reads",
                figures,
                1,
                () -> api.get("/v1/ledgers/" + name + "/accounts/" + account()).status() == 200);
        if (json) {
            System.out.println(ApiJson.text(figures));
        }
        return 0;
    }

    private static void open(LedgerClient ledger) throws IOException {
        ledger.createIfMissing();
        for (int i = 0; i < ACCOUNTS; i++) {
            ApiClient.Answer answer =
                    ledger.account("a:" + i, "{\"asset\": \"EUR/2\", \"normal\": \"credit\", \"floor\": null}");
            if (answer.status() != 201) {
                throw new UsageException("the accounts could not be opened: " + answer.body());
            }
        }
    }

    private static String account() {
        return "a:" + ThreadLocalRandom.current().nextInt(ACCOUNTS);
    }

    private static String transfer() {
        int from = ThreadLocalRandom.current().nextInt(ACCOUNTS);
        int to = (from + 1 + ThreadLocalRandom.current().nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        return LedgerClient.transfer(null, "a:" + from, "a:" + to, 1);
    }

    private static String batch() {
        StringBuilder lines = new StringBuilder(BATCH_LINES * 100);
        for (int i = 0; i < BATCH_LINES; i++) {
            lines.append(transfer()).append('\n');
        }
        return lines.toString();
    }

    /** One request. */
    private interface Load {
        /** False when it was refused. */
        boolean send() throws IOException;
    }

    private void measure(String name, Map<String, Object> figures, int perRequest, Load load)
            throws IOException, InterruptedException {
        Histogram latencies = new Histogram(LONGEST_MICROS, 3);
        AtomicLong refused = new AtomicLong();
        long began = System.nanoTime();
        long end = began + seconds * 1_000_000_000L / 3;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try (ProgressBar progress = Progress.bar(name, -1)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(() -> {
                    send(load, end, latencies, refused, progress);
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
        double elapsed = (System.nanoTime() - began) / 1e9;
        report(name, figures, latencies.getTotalCount() * perRequest / elapsed, latencies, refused.get());
    }

    private static void send(Load load, long end, Histogram latencies, AtomicLong refused, ProgressBar progress)
            throws IOException {
        Histogram own = new Histogram(LONGEST_MICROS, 3);
        long sent = System.nanoTime();
        while (sent < end) {
            boolean taken = load.send();
            long answered = System.nanoTime();
            if (taken) {
                own.recordValue(Math.min(LONGEST_MICROS, (answered - sent) / 1_000));
            } else {
                refused.incrementAndGet();
            }
            progress.step();
            sent = answered;
        }
        synchronized (latencies) {
            latencies.add(own);
        }
    }

    private void report(String name, Map<String, Object> figures, double perSecond, Histogram latencies, long refused) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("perSecond", Math.round(perSecond));
        one.put("p50Micros", latencies.getValueAtPercentile(50));
        one.put("p99Micros", latencies.getValueAtPercentile(99));
        one.put("maxMicros", latencies.getMaxValue());
        one.put("refused", refused);
        figures.put(name, one);
        if (!json) {
            System.out.printf(
                    "%-18s %,10d a second   p50 %6.1f ms   p99 %6.1f ms   max %6.1f ms   refused %d%n",
                    name,
                    Math.round(perSecond),
                    latencies.getValueAtPercentile(50) / 1e3,
                    latencies.getValueAtPercentile(99) / 1e3,
                    latencies.getMaxValue() / 1e3,
                    refused);
        }
    }
}
