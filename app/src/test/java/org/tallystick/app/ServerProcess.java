package org.tallystick.app;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The real jar in a process of its own. */
final class ServerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Process run(Path output, List<String> arguments) throws IOException {
        return run(output, arguments, Map.of());
    }

    static Process run(Path output, List<String> arguments, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Ddisable-axoniq-console-message=true",
                "-Xmx512m",
                "-jar",
                System.getProperty("test.jar")));
        command.addAll(arguments);
        File log = output.toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(environment);
        return builder.start();
    }

    static ServerProcess start(Path log, List<String> settings) throws IOException {
        return start(log, settings, Map.of());
    }

    static ServerProcess start(Path log, List<String> settings, Map<String, String> environment) throws IOException {
        int port = freePort();
        List<String> arguments = new ArrayList<>(settings);
        arguments.add("--server.port=" + port);
        ServerProcess server = new ServerProcess(run(log, arguments, environment), port);
        try {
            server.awaitAnswer();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() {
        long deadline = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the server does not answer");
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private boolean answers() {
        try {
            return api().get("/actuator/health").status() == 200;
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }

    Api api() {
        return new Api("http://127.0.0.1:" + port);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    /** SIGTERM; whether that was enough. */
    boolean endsWithin(Duration longest) throws InterruptedException {
        process.destroy();
        return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @param bytes the most that a file of the process may have from now on, or {@code unlimited} */
    void limitFiles(String bytes) throws IOException, InterruptedException {
        List<String> command =
                List.of("/usr/bin/prlimit", "--pid", "" + process.pid(), "--fsize=" + bytes + ":unlimited");
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("the size of files cannot be limited");
        }
    }

    /** Leaves no process behind, whatever the test found. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
