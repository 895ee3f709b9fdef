package org.tallystick.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.tallystick.benchmarks.Measurement.Probe;
import org.tallystick.benchmarks.Measurement.Rounds;
import org.tallystick.load.HttpLoad;
import org.tallystick.load.LedgerLoad;
import org.tallystick.load.LoadResult;
import org.tallystick.load.LoadSettings;
import org.tallystick.load.Pattern;

/** Everything that can be measured. */
final class Catalogue {
    private static final int CONNECTIONS = 32;
    private static final int STATEMENT_CONNECTIONS = 8;
    private static final long FEW_EVENTS = 100_000;
    private static final String READS = "reads/s";

    private final Site site;
    private final List<Site.Store> stores;
    private final int accounts;
    private final Duration warmUp;
    private final Duration measured;
    private final Duration paymentsFor;
    private final List<Measurement> all = new ArrayList<>();

    Catalogue(
            Site site,
            List<Site.Store> stores,
            int accounts,
            Duration warmUp,
            Duration measured,
            Duration paymentsFor) {
        this.site = site;
        this.stores = stores;
        this.accounts = accounts;
        this.warmUp = warmUp;
        this.measured = measured;
        this.paymentsFor = paymentsFor;
        inProcess("singles-1", Workload.SINGLES, 1, true);
        inProcess("singles-32", Workload.SINGLES, 32, true);
        inProcess("singles-256", Workload.SINGLES, 256, false);
        inProcess("hot-32", Workload.HOT, 32, true);
        inProcess("skewed-32", Workload.SKEWED, 32, true);
        inProcess("holds-32", Workload.HOLDS, 32, false);
        overHttp();
    }

    List<Measurement> chosen(Set<String> scenarios) {
        return all.stream()
                .filter(measurement -> scenarios.contains(measurement.scenario()))
                .toList();
    }

    List<String> scenarios() {
        return all.stream().map(Measurement::scenario).distinct().toList();
    }

    private void inProcess(String scenario, Workload workload, int clients, boolean withOthers) {
        if (withOthers && stores.contains(Site.Store.POSTGRESQL)) {
            inProcess(scenario, "plain SQL, PostgreSQL", "sql", Site.Store.POSTGRESQL, workload, clients);
            inProcess(scenario, "Axon JDBC, PostgreSQL", "axon", Site.Store.POSTGRESQL, workload, clients);
        }
        stores.forEach(
                store -> inProcess(scenario, "Tallystick, " + shown(store), "tallystick", store, workload, clients));
    }

    private void inProcess(
            String scenario, String shown, String kind, Site.Store store, Workload workload, int clients) {
        all.add(new Measurement(
                scenario,
                shown,
                Measurement.TRANSFERS,
                Rounds.ALL,
                () -> site.worker(kind, store).measure(workload, clients, accounts, warmUp, measured)));
    }

    private void overHttp() {
        for (Site.Store store : stores) {
            server("http-singles", store, Measurement.TRANSFERS, http -> http.transfers(CONNECTIONS, Pattern.UNIFORM));
            server("http-hot", store, Measurement.TRANSFERS, http -> http.transfers(CONNECTIONS, Pattern.HOT));
            server("http-holds", store, Measurement.TRANSFERS, http -> http.holds(CONNECTIONS));
            server("http-batches", store, Measurement.TRANSFERS, OverHttp::batches);
            server("http-singles-minimal", store, Measurement.TRANSFERS, http -> http.minimalTransfers(CONNECTIONS));
            server("http-batches-minimal", store, Measurement.TRANSFERS, OverHttp::minimalBatches);
            server("http-latency", store, "ms", OverHttp::latency);
            server("http-balances", store, READS, http -> http.balances(CONNECTIONS));
            server("http-statements", store, READS, http -> http.statements(STATEMENT_CONNECTIONS));
            server("lag", store, "ms p99", OverHttp::lag);
            server("replay", store, "events/s", OverHttp::replay);
        }
        add("http-balances", "a constant", READS, Rounds.ALL, this::constant);
        add("http-latency", "an fsync", "ms", Rounds.COUNTED, this::fsync);
        for (Site.Store store : stores) {
            add("memory", "Tallystick, " + shown(store), "MB", Rounds.COUNTED, () -> memory(store));
            add("start", "Tallystick, " + shown(store), "s", Rounds.COUNTED, () -> start(store, null));
            add("start-17", "Tallystick, " + shown(store), "s", Rounds.COUNTED, () -> start(store, jdk(17)));
            add("start-25", "Tallystick, " + shown(store), "s", Rounds.COUNTED, () -> start(store, jdk(25)));
            add("payments", "Tallystick, " + shown(store), "s to end", Rounds.FIRST, () -> payments(store));
            add("growth", "Tallystick, " + shown(store), "to few", Rounds.ALL, () -> growth(store));
        }
    }

    private interface ServerProbe {
        Figure measure(OverHttp http) throws Exception;
    }

    private void server(String scenario, Site.Store store, String unit, ServerProbe probe) {
        add(
                scenario,
                "Tallystick, " + shown(store),
                unit,
                Rounds.ALL,
                () -> probe.measure(new OverHttp(site.server(store), accounts, warmUp, measured)));
    }

    private void add(String scenario, String contestant, String unit, Rounds rounds, Probe probe) {
        all.add(new Measurement(scenario, contestant, unit, rounds, probe));
    }

    private Figure constant() throws IOException {
        LedgerLoad ledger = new LedgerLoad("load", accounts);
        SplittableRandom random = new SplittableRandom();
        LoadResult result = new HttpLoad(site.constantHandler().url())
                .run(
                        LoadSettings.closed(CONNECTIONS, warmUp, measured),
                        connection -> ledger.balances(random.split()),
                        done -> {});
        return new Figure(result.requestsPerSecond());
    }

    /** A write of one block and its way to the disk, at the median. */
    private Figure fsync() throws IOException {
        List<Double> millis = new ArrayList<>();
        try (FileChannel file =
                FileChannel.open(site.file("fsync"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < 200; i++) {
                long began = System.nanoTime();
                file.write(ByteBuffer.allocate(4_096), i * 4_096L);
                file.force(false);
                millis.add((System.nanoTime() - began) / 1e6);
            }
        }
        return new Figure(Table.median(millis));
    }

    private Figure start(Site.Store store, String javaHome) throws IOException, InterruptedException {
        try (Server server = site.start("start", store, javaHome)) {
            return new Figure(server.startSeconds());
        }
    }

    private static String jdk(int version) throws IOException {
        return Jdks.find(version).toString();
    }

    private Figure memory(Site.Store store) throws IOException, InterruptedException {
        try (Server server = site.start("start", store, null)) {
            Thread.sleep(10_000);
            return new Figure(server.residentMegabytes(), "10 s after the start");
        }
    }

    private Figure payments(Site.Store store) throws IOException, InterruptedException {
        try (Server server = site.start("payments", store, null)) {
            return new PaymentsOverHttp(server).untilAllAreSettled(paymentsFor);
        }
    }

    /**
     * Singles over HTTP with many events in the store, as a share of what they are, in the same minute, with few. Both
     * stores grow by what is measured: what they have reached at the end of each round is told.
     */
    private Figure growth(Site.Store store) throws IOException, InterruptedException {
        OverHttp few = filled("few", store, FEW_EVENTS);
        OverHttp many = filled("many", store, site.manyEvents());
        double withFew = few.transfers(CONNECTIONS, Pattern.UNIFORM).value();
        double withMany = many.transfers(CONNECTIONS, Pattern.UNIFORM).value();
        return new Figure(
                withMany / withFew,
                String.format(
                        Locale.ROOT,
                        "%,.0f transfers/s at %,d events, %,.0f at %,d",
                        withFew,
                        few.events(),
                        withMany,
                        many.events()));
    }

    private OverHttp filled(String kind, Site.Store store, long events) throws IOException, InterruptedException {
        OverHttp http = new OverHttp(site.server(kind, store), accounts, warmUp, measured);
        http.fillTo(events);
        return http;
    }

    private static String shown(Site.Store store) {
        return store == Site.Store.H2 ? "H2" : "PostgreSQL";
    }
}
