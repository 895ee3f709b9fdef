package org.tallystick.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tallystick as its launcher starts it. */
final class Server implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final long ASK_AGAIN_MILLIS = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final Process process;
    private final int port;
    private final double startSeconds;

    private Server(Process process, int port, long began) throws IOException, InterruptedException {
        this.process = process;
        this.port = port;
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - began > LONGEST_START.toNanos()) {
                throw new IOException("a server did not start");
            }
            Thread.sleep(ASK_AGAIN_MILLIS);
        }
        startSeconds = (System.nanoTime() - began) / 1e9;
    }

    /** @param javaHome the JDK to run on; null for the one that the launcher chooses */
    static Server start(Path launcher, Path log, String javaHome, List<String> settings)
            throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "serve", "--server.port=" + port));
        command.addAll(settings);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (javaHome != null) {
            builder.environment().put("TALLYSTICK_JAVA_HOME", javaHome);
        }
        long began = System.nanoTime();
        Process process = builder.start();
        try {
            return new Server(process, port, began);
        } catch (IOException e) {
            process.destroy();
            throw new IOException(Files.readString(log), e);
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return get("/v1/ledgers").has("data");
        } catch (IOException e) {
            return false;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** From the call of the launcher to the first answer of the API. */
    double startSeconds() {
        return startSeconds;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json.readTree(send(HttpRequest.newBuilder(URI.create(url() + path))));
    }

    void post(String path) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(url() + path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new IOException(response.uri() + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    /** Megabytes of memory that are not swapped out. */
    double residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / 1024.0;
    }

    /** The processor time that the server has taken since it started, in microseconds. */
    double processorMicros() {
        return process.info()
                .totalCpuDuration()
                .map(taken -> taken.toNanos() / 1e3)
                .orElse(Double.NaN);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
