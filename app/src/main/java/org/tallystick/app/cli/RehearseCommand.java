package org.tallystick.app.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.postgresql.Driver;
import org.springframework.util.FileSystemUtils;
import org.tallystick.load.HttpLoad;
import org.tallystick.load.LedgerLoad;
import org.tallystick.load.LoadRequest;
import org.tallystick.load.LoadSettings;
import org.tallystick.load.Pattern;
import org.tallystick.load.RequestSource;
import picocli.CommandLine.Command;

/** What the launcher lets the Java machine watch, so that later starts find the classes of the program prepared. */
@Command(
        name = RehearseCommand.NAME,
        hidden = true,
        description = "Start on an empty store, answer a few requests of each kind, start on it again, and end.")
final class RehearseCommand implements Callable<Integer> {
    /** It reads no settings of the installation. */
    static final String NAME = "rehearse";

    private static final int ACCOUNTS = 20;
    private static final int CONNECTIONS = 4;
    private static final Duration EACH = Duration.ofMillis(700);

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("tallystick-rehearsal");
        try {
            try (Target empty = Target.rehearsal(folder)) {
                rehearse(new HttpLoad(empty.url()), new LedgerLoad("rehearsal", ACCOUNTS));
            }
            try (Target filled = Target.rehearsal(folder)) {
                new HttpLoad(filled.url()).sendAll(List.of(LoadRequest.get("/v1/ledgers")));
            }
            loadAll(Driver.class);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return 0;
    }

    /** The classes of a driver whose database is not at hand. */
    private static void loadAll(Class<?> driver) throws IOException {
        String folder = driver.getPackageName().replace('.', '/') + "/";
        URL jar = driver.getProtectionDomain().getCodeSource().getLocation();
        try (JarFile classes = new JarFile(Path.of(URI.create(jar.toString())).toFile())) {
            classes.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith(folder) && name.endsWith(".class"))
                    .forEach(name -> load(name.replace('/', '.').replaceAll("\\.class$", ""), driver.getClassLoader()));
        }
    }

    private static void load(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            // It needs a library that is not here, so that no start needs it either.
        }
    }

    private static void rehearse(HttpLoad server, LedgerLoad ledger) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        server.sendAll(ledger.opening());
        server.sendAll(List.of(
                LoadRequest.get("/v1/ledgers"),
                LoadRequest.get("/v1/ledgers/rehearsal/trial-balance"),
                LoadRequest.get("/v1/projections"),
                LoadRequest.get("/actuator/health")));
        for (RequestSource source : List.of(
                ledger.transfers(Pattern.UNIFORM, random),
                ledger.holdsThenPosts(random),
                ledger.batches(100, random),
                ledger.balances(random),
                ledger.statements(random))) {
            server.run(LoadSettings.closed(CONNECTIONS, Duration.ZERO, EACH), connection -> source, done -> {});
        }
    }
}
