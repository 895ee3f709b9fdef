package org.tallystick.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
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
        name = "rehearse",
        hidden = true,
        description = "Start on an empty store, answer a few requests of each kind, and end.")
final class RehearseCommand implements Callable<Integer> {
    private static final int ACCOUNTS = 20;
    private static final int CONNECTIONS = 4;
    private static final Duration EACH = Duration.ofMillis(700);

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("tallystick-rehearsal");
        try (Target target = Target.data("--tallystick.data=" + folder)) {
            rehearse(new HttpLoad(target.url()), new LedgerLoad("rehearsal", ACCOUNTS));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return 0;
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
