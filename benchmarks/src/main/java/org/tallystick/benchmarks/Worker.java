package org.tallystick.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The process of one contestant. Reads lines {@code workload clients accounts warmUpMillis measuredMillis} and answers
 * each with one of transfers a second and microseconds of processor time per transfer, until its input ends.
 */
final class Worker {
    private Worker() {}

    /** @param args the kind of contestant, and the URL of its database */
    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        try (Contestant contestant = contestant(args[0], args[1]);
                BufferedReader questions =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            InProcessLoad load = new InProcessLoad(contestant);
            int open = 0;
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                String[] asked = line.split(" ");
                int accounts = Integer.parseInt(asked[2]);
                if (open < accounts) {
                    contestant.open(accounts);
                    open = accounts;
                }
                InProcessLoad.Result result = load.run(
                        Workload.named(asked[0]),
                        Integer.parseInt(asked[1]),
                        accounts,
                        Duration.ofMillis(Long.parseLong(asked[3])),
                        Duration.ofMillis(Long.parseLong(asked[4])));
                answers.println(result.perSecond() + " " + result.processorMicros());
            }
        }
        System.exit(0);
    }

    private static Contestant contestant(String kind, String url) throws SQLException {
        return switch (kind) {
            case "tallystick" -> TallystickContestant.over(url);
            case "axon" -> AxonJdbcContestant.over(url);
            case "sql" -> new PlainSqlContestant(url);
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
