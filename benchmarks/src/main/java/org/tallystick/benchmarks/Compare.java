package org.tallystick.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures all contestants in turn, round after round, each round led by pgbench, and prints one table. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures Tallystick beside pgbench, tables of one's own and Axon as it comes, by turns.")
final class Compare implements Callable<Integer> {
    private static final String STANDARD = "singles-1,singles-32,singles-256,hot-32,skewed-32,holds-32,http-singles,"
            + "http-batches,http-balances,http-statements,http-latency,lag,replay,start,memory";

    @Option(
            names = "--scenarios",
            split = ",",
            defaultValue = STANDARD,
            description = {
                "Which lines to measure: singles-1, singles-32, singles-256, hot-32, skewed-32, holds-32,",
                "http-singles, http-hot, http-holds, http-batches, http-latency, http-balances, http-statements,",
                "lag, replay, start, start-17, start-25, memory, payments (long), growth (long).",
                "Default: ${DEFAULT-VALUE}"
            })
    private List<String> scenarios;

    @Option(names = "--rounds", defaultValue = "5", description = "How often each is measured. Default: 5")
    private int rounds;

    @Option(
            names = "--warm-up-rounds",
            defaultValue = "1",
            description = "How often each is run before that without being counted. Default: 1")
    private int warmUpRounds;

    @Option(names = "--seconds", defaultValue = "5", description = "How long each is measured. Default: 5")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "2", description = "Seconds before that. Default: 2")
    private int warmUp;

    @Option(
            names = "--stores",
            split = ",",
            defaultValue = "POSTGRESQL,H2",
            description = "What Tallystick stores in. Default: POSTGRESQL,H2")
    private List<Site.Store> stores;

    @Option(names = "--accounts", defaultValue = "10000", description = "Default: 10000")
    private int accounts;

    @Option(names = "--events", defaultValue = "5000000", description = "What growth grows to. Default: 5000000")
    private long manyEvents;

    @Option(names = "--payment-seconds", defaultValue = "300", description = "How long payments are sent. Default: 300")
    private int paymentSeconds;

    @Option(names = "--folder", required = true, hidden = true)
    private Path folder;

    @Option(names = "--launcher", required = true, hidden = true)
    private Path launcher;

    @Option(names = "--postgres-port", required = true, hidden = true)
    private int postgresPort;

    @Option(names = "--pgbench", required = true, hidden = true)
    private String pgBench;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Compare())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(Compare::endContestants));
        try (Site site = new Site(folder, launcher, postgresPort, manyEvents)) {
            Catalogue catalogue = new Catalogue(
                    site,
                    stores,
                    accounts,
                    Duration.ofSeconds(warmUp),
                    Duration.ofSeconds(seconds),
                    Duration.ofSeconds(paymentSeconds));
            Set<String> unknown = new LinkedHashSet<>(scenarios);
            catalogue.scenarios().forEach(unknown::remove);
            if (!unknown.isEmpty()) {
                System.err.println("compare: unknown scenarios " + unknown + "; known: " + catalogue.scenarios());
                return 2;
            }
            System.out.print(measured(catalogue.chosen(Set.copyOf(scenarios))).text());
            return 0;
        }
    }

    /** Also when this process is told to stop in the middle. */
    private static void endContestants() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    }

    private Table measured(List<Measurement> measurements) throws Exception {
        Table table = new Table();
        for (int round = 1 - warmUpRounds; round <= rounds; round++) {
            if (round >= 1) {
                table.pgBench(progress(
                        round,
                        "pgbench",
                        new PgBench(pgBench, postgresPort).transactionsPerSecond(Duration.ofSeconds(seconds))));
            }
            for (Measurement measurement : measurements) {
                if (measurement.isMeasuredIn(round)) {
                    Figure figure = measurement.probe().measure();
                    progress(round, measurement.scenario() + ", " + measurement.contestant(), figure.value());
                    if (round >= 1) {
                        table.add(measurement, figure);
                    }
                }
            }
        }
        return table;
    }

    private double progress(int round, String what, double value) {
        System.err.printf("round %d of %d: %-44s %,14.2f%n", round, rounds, what, value);
        return value;
    }
}
