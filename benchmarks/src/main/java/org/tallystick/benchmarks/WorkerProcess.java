package org.tallystick.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A {@link Worker}, from the outside. */
final class WorkerProcess implements AutoCloseable {
    private final Path log;
    private final Process process;
    private final PrintStream questions;
    private final BufferedReader answers;

    WorkerProcess(String kind, String url, Path log) throws IOException {
        this.log = log;
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseParallelGC",
                        "-Xmx1g",
                        "-Ddisable-axoniq-console-message=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        kind,
                        url))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Transfers a second, and what the process took for each. */
    Figure measure(Workload workload, int clients, int accounts, Duration warmUp, Duration measured)
            throws IOException {
        questions.println(
                workload + " " + clients + " " + accounts + " " + warmUp.toMillis() + " " + measured.toMillis());
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("a contestant ended: " + Files.readString(log));
        }
        String[] figures = answer.split(" ");
        return new Figure(Double.parseDouble(figures[0]), Figure.processor(Double.parseDouble(figures[1])));
    }

    @Override
    public void close() throws InterruptedException {
        questions.close();
        process.waitFor();
    }
}
