package org.tallystick.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.tallystick.load.HttpLoad;
import org.tallystick.load.LedgerLoad;
import org.tallystick.load.LoadResult;
import org.tallystick.load.LoadSettings;
import org.tallystick.load.Pattern;
import org.tallystick.load.RequestSource;
import tools.jackson.databind.JsonNode;

/** What is measured of a running server, in a ledger of its own. */
final class OverHttp {
    private static final String LEDGER = "load";
    private static final int BATCH_LINES = 1_000;
    private static final int BATCH_CONNECTIONS = 8;
    private static final int REPLAYED_EVENTS = 600_000;
    private static final Set<String> OPENED = new HashSet<>();

    private final Server server;
    private final LedgerLoad ledger;
    private final HttpLoad http;
    private final Duration warmUp;
    private final Duration measured;
    private final SplittableRandom random = new SplittableRandom();

    OverHttp(Server server, int accounts, Duration warmUp, Duration measured) throws IOException {
        this.server = server;
        this.warmUp = warmUp;
        this.measured = measured;
        ledger = new LedgerLoad(LEDGER, accounts);
        http = new HttpLoad(server.url());
        if (OPENED.add(server.url())) {
            http.sendAll(ledger.opening());
        }
    }

    /** Writes, with the projections watched: how far they were behind, and how long they took to catch up. */
    Figure writes(int connections, Function<SplittableRandom, RequestSource> load)
            throws IOException, InterruptedException {
        try (ReadSide readSide = new ReadSide(server)) {
            double before = server.processorMicros();
            LoadResult result = run(connections, load);
            ReadSide.Positions end = ReadSide.Positions.of(server);
            double catchUp = ReadSide.catchUp(server);
            return new Figure(
                    result.unitsPerSecond(),
                    String.format(
                            Locale.ROOT,
                            "%s, p50 %.1f ms, p99 %.1f ms; projections %,d events behind at the end, %.1f s to catch up,"
                                    + " lag p99 %d ms",
                            processor(before, result),
                            result.latencyAt(50),
                            result.latencyAt(99),
                            end.head() - end.slowest(),
                            catchUp,
                            readSide.lagAt(99)));
        }
    }

    Figure transfers(int connections, Pattern pattern) throws IOException, InterruptedException {
        return writes(connections, one -> ledger.transfers(pattern, one));
    }

    Figure holds(int connections) throws IOException, InterruptedException {
        return writes(connections, ledger::holdsThenPosts);
    }

    Figure batches() throws IOException, InterruptedException {
        return writes(BATCH_CONNECTIONS, one -> ledger.batches(BATCH_LINES, one));
    }

    Figure minimalTransfers(int connections) throws IOException, InterruptedException {
        return writes(connections, one -> ledger.answeredMinimally().transfers(Pattern.UNIFORM, one));
    }

    Figure minimalBatches() throws IOException, InterruptedException {
        return writes(BATCH_CONNECTIONS, one -> ledger.answeredMinimally().batches(BATCH_LINES, one));
    }

    /** The lag of the projections at the 99th percentile under batches, in milliseconds. */
    Figure lag() throws IOException, InterruptedException {
        try (ReadSide readSide = new ReadSide(server)) {
            LoadResult result = run(BATCH_CONNECTIONS, one -> ledger.batches(BATCH_LINES, one));
            long lag = readSide.lagAt(99);
            ReadSide.catchUp(server);
            return new Figure(
                    lag, String.format(Locale.ROOT, "at %,.0f transfers/s in batches", result.unitsPerSecond()));
        }
    }

    /** Milliseconds at the median with one client. */
    Figure latency() throws IOException {
        LoadResult result = run(1, one -> ledger.transfers(Pattern.UNIFORM, one));
        return new Figure(result.latencyAt(50), String.format(Locale.ROOT, "p99 %.2f ms", result.latencyAt(99)));
    }

    Figure balances(int connections) throws IOException {
        return reads(connections, ledger::balances);
    }

    Figure statements(int connections) throws IOException {
        return reads(connections, ledger::statements);
    }

    private Figure reads(int connections, Function<SplittableRandom, RequestSource> load) throws IOException {
        double before = server.processorMicros();
        LoadResult result = run(connections, load);
        return new Figure(
                result.requestsPerSecond(),
                String.format(
                        Locale.ROOT,
                        "%s, p50 %.1f ms, p99 %.1f ms",
                        processor(before, result),
                        result.latencyAt(50),
                        result.latencyAt(99)));
    }

    /** The warm-up did as much in the same time as what was counted, or nearly so. */
    private String processor(double before, LoadResult result) {
        double done = result.unitsPerSecond() * (warmUp.toNanos() + measured.toNanos()) / 1e9;
        return Figure.processor((server.processorMicros() - before) / done);
    }

    private LoadResult run(int connections, Function<SplittableRandom, RequestSource> load) throws IOException {
        LoadResult result = http.run(
                LoadSettings.closed(connections, warmUp, measured),
                connection -> load.apply(random.split()),
                done -> {});
        if (result.refused() > 0) {
            throw new IOException(result.refused() + " requests were refused, the first: " + result.firstRefusal());
        }
        return result;
    }

    /** How many events the store has. */
    long events() throws IOException, InterruptedException {
        return ReadSide.Positions.of(server).head();
    }

    /** Fills the store by batches up to a number of events, and waits for the projections. */
    void fillTo(long events) throws IOException, InterruptedException {
        for (long head = events(); head < events; head = events()) {
            Duration enough = Duration.ofSeconds(Math.max(1, Math.min(20, (events - head) / 300_000)));
            http.run(
                    LoadSettings.closed(BATCH_CONNECTIONS, Duration.ZERO, enough),
                    connection -> ledger.batches(BATCH_LINES, random.split()),
                    done -> {});
        }
        ReadSide.catchUp(server);
    }

    /** Balances and entries rebuilt at the same time; each event counts once. */
    Figure replay() throws IOException, InterruptedException {
        fillTo(REPLAYED_EVENTS);
        long events = events();
        long began = System.nanoTime();
        server.post("/v1/projections/accounts/replay");
        server.post("/v1/projections/entries/replay");
        while (isReplaying("accounts") || isReplaying("entries")) {
            Thread.sleep(20);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Figure(events / seconds, String.format(Locale.ROOT, "%,d events in %.1f s", events, seconds));
    }

    private boolean isReplaying(String projection) throws IOException, InterruptedException {
        JsonNode progress = server.get("/v1/projections/" + projection);
        return progress.get("replaying").asBoolean();
    }
}
