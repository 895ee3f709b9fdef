package org.tallystick.benchmarks;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;

/** Watches, beside a load, by how much time the slowest projection is behind the last stored event. */
final class ReadSide implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 50;
    private static final long LONGEST_MILLIS = 600_000;

    private final Server server;
    private final TreeMap<Long, Long> timesOfHeads = new TreeMap<>();
    private final Histogram lagMillis = new Histogram(LONGEST_MILLIS, 3);
    private final Thread watcher = new Thread(this::watch, "read-side");
    private volatile boolean ended;
    private volatile IOException failure;

    ReadSide(Server server) {
        this.server = server;
        watcher.start();
    }

    /** The head of the store and the position of the slowest projection. */
    record Positions(long head, long slowest) {
        static Positions of(Server server) throws IOException, InterruptedException {
            long head = 0;
            long slowest = Long.MAX_VALUE;
            for (JsonNode projection : server.get("/v1/projections").get("data")) {
                head = Math.max(head, Long.parseLong(projection.get("head").asString()));
                slowest = Math.min(
                        slowest, Long.parseLong(projection.get("position").asString()));
            }
            return new Positions(head, slowest);
        }
    }

    private void watch() {
        try {
            while (!ended) {
                Positions now = Positions.of(server);
                long millis = System.nanoTime() / 1_000_000;
                timesOfHeads.putIfAbsent(now.head(), millis);
                Map.Entry<Long, Long> missing = timesOfHeads.higherEntry(now.slowest());
                lagMillis.recordValue(missing == null ? 0 : Math.min(LONGEST_MILLIS, millis - missing.getValue()));
                timesOfHeads.headMap(now.slowest()).clear();
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Ends the watch; milliseconds. */
    long lagAt(double percentile) throws IOException, InterruptedException {
        close();
        if (failure != null) {
            throw failure;
        }
        return lagMillis.getValueAtPercentile(percentile);
    }

    /** Waits until the projections have everything; seconds. */
    static double catchUp(Server server) throws IOException, InterruptedException {
        long began = System.nanoTime();
        long wanted = Positions.of(server).head();
        while (Positions.of(server).slowest() < wanted) {
            Thread.sleep(INTERVAL_MILLIS);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        watcher.join();
    }
}
