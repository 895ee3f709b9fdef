package org.tallystick.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of others that tests run: installed below {@code target} when they are first needed. */
final class Tools {
    /** Beside the classes, so that a clean build installs anew. */
    static final Path FOLDER = Path.of("target", "tools").toAbsolutePath();

    private static final int LONGEST_MINUTES = 10;

    private Tools() {}

    /** What a program said, both of what it printed and of its errors. */
    record Said(int code, String text) {}

    /**
     * @param packages of PyPI with their versions
     * @return the folder of their programs; null when they cannot be installed, which is printed
     */
    static Path python(String name, String... packages) throws IOException, InterruptedException {
        Path home = FOLDER.resolve(name);
        Path programs = home.resolve("bin");
        Path done = home.resolve("installed");
        String wanted = String.join("\n", packages);
        if (Files.exists(done) && Files.readString(done).equals(wanted)) {
            return programs;
        }
        List<String> install = new ArrayList<>(List.of(programs.resolve("pip").toString(), "install", "--quiet"));
        install.addAll(Arrays.asList(packages));
        if (!succeeds(FOLDER, List.of("python3", "-m", "venv", home.toString())) || !succeeds(FOLDER, install)) {
            System.out.println("SKIPPED: " + wanted.replace('\n', ' ') + " could not be installed");
            return null;
        }
        Files.writeString(done, wanted);
        return programs;
    }

    /**
     * @param packages of npm with their versions
     * @return a folder in which node finds them; null when they cannot be installed, which is printed
     */
    static Path node(String name, String... packages) throws IOException, InterruptedException {
        Path home = Files.createDirectories(FOLDER.resolve(name));
        Path done = home.resolve("installed");
        String wanted = String.join("\n", packages);
        if (Files.exists(done) && Files.readString(done).equals(wanted)) {
            return home;
        }
        Files.writeString(home.resolve("package.json"), "{\"private\": true, \"type\": \"module\"}");
        List<String> install = new ArrayList<>(List.of("npm", "install", "--silent", "--no-audit", "--no-fund"));
        install.addAll(Arrays.asList(packages));
        if (!succeeds(home, install)) {
            System.out.println("SKIPPED: " + wanted.replace('\n', ' ') + " could not be installed");
            return null;
        }
        Files.writeString(done, wanted);
        return home;
    }

    private static boolean succeeds(Path folder, List<String> command) throws InterruptedException {
        try {
            Said said = run(folder, Map.of(), command);
            if (said.code() != 0) {
                System.out.println(said.text());
            }
            return said.code() == 0;
        } catch (IOException e) {
            System.out.println(e.getMessage());
            return false;
        }
    }

    /** Runs a program to its end. */
    static Said run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(Files.createDirectories(FOLDER), "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(folder).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return new Said(-1, "not ended after " + LONGEST_MINUTES + " minutes:\n" + Files.readString(output));
            }
            return new Said(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
