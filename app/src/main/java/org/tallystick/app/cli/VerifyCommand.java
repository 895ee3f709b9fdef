package org.tallystick.app.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.springframework.dao.DataAccessException;
import org.tallystick.app.UsageException;
import org.tallystick.events.EventLog;
import org.tallystick.query.projection.ProjectionEngine;
import picocli.CommandLine.Command;

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

    VerifyCommand(String[] settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Target target = Target.data(settings)) {
            EventLog log = target.bean(EventLog.class);
            ProjectionEngine engine = target.bean(ProjectionEngine.class);
            if (!engine.awaitPosition(log.head(), CATCH_UP)) {
                return unchecked("the read models do not catch up");
            }
            Verification verification = new Verification(log, engine, System.out);
            long differences = verification.run();
            System.out.println("events " + verification.events() + ", accounts " + verification.accounts() + ": "
                    + (differences == 0 ? "the books are right" : differences + " differences"));
            return differences == 0 ? 0 : WRONG;
        } catch (DataAccessException | UsageException e) {
            return unchecked(e.getMessage());
        }
    }

    private static int unchecked(String reason) {
        System.err.println("tallystick: could not check: " + reason);
        return UNCHECKED;
    }
}
