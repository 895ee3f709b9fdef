package org.tallystick.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own benchmark, TPC-B: scale 20, prepared statements. The script that leads has filled its tables. */
final class PgBench {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    private final String program;
    private final int port;

    PgBench(String program, int port) {
        this.program = program;
        this.port = port;
    }

    double transactionsPerSecond(Duration measured) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        program,
                        "--no-vacuum",
                        "--client=32",
                        "--jobs=2",
                        "--protocol=prepared",
                        "--time=" + Math.max(1, measured.toSeconds()),
                        "--host=127.0.0.1",
                        "--port=" + port,
                        "--username=postgres",
                        "pgbench"))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IOException("pgbench failed: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }
}
