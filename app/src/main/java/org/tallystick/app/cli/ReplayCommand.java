package org.tallystick.app.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import me.tongfei.progressbar.ProgressBar;
import org.tallystick.api.ProblemException;
import org.tallystick.app.UsageException;
import org.tallystick.query.projection.ProjectionEngine;
import org.tallystick.query.projection.ProjectionProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "replay", mixinStandardHelpOptions = true, description = "Rebuild a projection from the events.")
final class ReplayCommand implements Callable<Integer> {
    private static final long POLL_NANOS = 100_000_000;

    private final String[] settings;

    @Parameters(paramLabel = "PROJECTION", description = "ledgers, accounts, entries or transactions.")
    private String projection;

    ReplayCommand(String[] settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        try (Target target = Target.data(settings)) {
            ProjectionEngine engine = target.bean(ProjectionEngine.class);
            int before = engine.progress(projection).version();
            engine.replay(projection);
            follow(engine);
            ProjectionProgress after = engine.progress(projection);
            if (after.version() == before) {
                throw new UsageException(
                        "the replay failed; the log says why, and version " + before + " still serves");
            }
            System.out.println(projection + " serves version " + after.version() + " at position " + after.position());
            return 0;
        } catch (ProblemException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private void follow(ProjectionEngine engine) {
        try (ProgressBar bar =
                new ProgressBar(projection, engine.progress(projection).head())) {
            for (ProjectionProgress now = engine.progress(projection);
                    now.replaying();
                    now = engine.progress(projection)) {
                bar.maxHint(now.eventsTotal()).stepTo(now.eventsDone());
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }
}
