package org.tallystick.app.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.tallystick.api.ApiJson;
import org.tallystick.app.verification.Verification;
import org.tallystick.app.verification.VerificationListener;
import org.tallystick.app.verification.VerificationResult;
import org.tallystick.eventstore.EventLog;
import org.tallystick.readmodels.ProjectionEngine;
import org.tallystick.values.OrderedMap;
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

    private final String[] settings;

    @Option(names = "--json", description = "Print each difference, and the summary, as a line of JSON.")
    private boolean json;

    VerifyCommand(String[] settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Target target = Target.existing(settings)) {
            VerificationResult result = verify(target.bean(EventLog.class), target.bean(ProjectionEngine.class));
            if (result instanceof VerificationResult.Compared compared) {
                summarise(compared);
                return compared.isRight() ? 0 : WRONG;
            }
            return unchecked(((VerificationResult.NotCompared) result).reason());
        } catch (RuntimeException e) {
            return unchecked(e.getMessage());
        }
    }

    private VerificationResult verify(EventLog log, ProjectionEngine engine) throws InterruptedException {
        try (ProgressBar progress = Progress.bar("events", log.head())) {
            return new Verification(log, engine, new Printing(progress)).run();
        }
    }

    private final class Printing implements VerificationListener {
        private final ProgressBar progress;

        Printing(ProgressBar progress) {
            this.progress = progress;
        }

        @Override
        public void differs(String difference) {
            System.out.println(json ? ApiJson.text(Map.of("difference", difference)) : difference);
        }

        @Override
        public void notCompared(String reason) {
            differs(reason);
        }

        @Override
        public void reached(long position, long head) {
            progress.stepTo(position);
        }
    }

    private void summarise(VerificationResult.Compared compared) {
        System.out.println(
                json
                        ? ApiJson.text(OrderedMap.of(
                                "events",
                                compared.events(),
                                "accounts",
                                compared.accounts(),
                                "differences",
                                compared.differences()))
                        : "events " + compared.events() + ", accounts " + compared.accounts() + ": "
                                + (compared.isRight()
                                        ? "the books are right"
                                        : compared.differences() + " differences"));
    }

    private static int unchecked(String reason) {
        System.err.println("tallystick: could not check: " + reason);
        return UNCHECKED;
    }
}
