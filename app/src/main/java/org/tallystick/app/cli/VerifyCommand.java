package org.tallystick.app.cli;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tallystick.api.ApiJson;
import org.tallystick.events.EventLog;
import org.tallystick.query.projection.ProjectionEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Exit code 0: the books are right; 1: they are not, with each difference listed; 3: they could not be checked. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Read every event again, recompute every balance, and compare with the read models.")
final class VerifyCommand implements Callable<Integer> {
    private static final int WRONG = 1;
    private static final int UNCHECKED = 3;
    private static final Duration CATCH_UP = Duration.ofMinutes(10);

    private final String[] settings;

    @Option(names = "--json", description = "Print each difference, and the summary, as a line of JSON.")
    private boolean json;

    VerifyCommand(String[] settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Target target = Target.existing(settings)) {
            EventLog log = target.bean(EventLog.class);
            ProjectionEngine engine = target.bean(ProjectionEngine.class);
            if (!engine.awaitPosition(log.head(), CATCH_UP)) {
                return unchecked("the read models do not catch up");
            }
            Verification verification = new Verification(log, engine, this::differ);
            long differences = verification.run();
            summarise(verification, differences);
            return differences == 0 ? 0 : WRONG;
        } catch (RuntimeException e) {
            return unchecked(e.getMessage());
        }
    }

    private void differ(String what) {
        System.out.println(json ? ApiJson.text(Map.of("difference", what)) : what);
    }

    private void summarise(Verification verification, long differences) {
        System.out.println(
                json
                        ? ApiJson.text(Map.of(
                                "events",
                                verification.events(),
                                "accounts",
                                verification.accounts(),
                                "differences",
                                differences))
                        : "events " + verification.events() + ", accounts " + verification.accounts() + ": "
                                + (differences == 0 ? "the books are right" : differences + " differences"));
    }

    private static int unchecked(String reason) {
        System.err.println("tallystick: could not check: " + reason);
        return UNCHECKED;
    }
}
