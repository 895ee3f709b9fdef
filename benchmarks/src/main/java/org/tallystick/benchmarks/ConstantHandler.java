package org.tallystick.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A {@link ConstantServer} in a process of its own. */
final class ConstantHandler implements AutoCloseable {
    private final Process process;
    private final String url;

    ConstantHandler() throws IOException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseParallelGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConstantServer.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.startsWith("http")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the constant handler did not start");
        }
        url = line;
    }

    String url() {
        return url;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
