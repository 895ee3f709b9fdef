package org.tallystick.app;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each thread and timer that lives as long as the process is made in one of a few ways, and has a test that fails it. */
class ThreadFaultsTest {
    private static final Path ROOT = Path.of("..");

    /** With the name of the thread as a text or a constant; what passes a name on is not a thread of its own. */
    private static final Pattern MADE = Pattern.compile(
            "(?:ProcessThreads\\.(?:vital|once|numbered|timer|vitalTimer)|SteadyThread\\.(?:ofStep|vital)"
                    + "|new WriterTask|new Lane)\\(\\s*(\"[^\"]*\"|[A-Z_]+\\b)");

    private static final String VITAL = "VitalThreadsTest#anErrorEndsTheProcess";
    private static final String ROUNDS = "WriterTaskTest#anErrorEndsItsRoundOnly";
    private static final String TIMER = "ProcessThreadsTest#aTimerGoesOnAfterErrorsAndTellsThem";
    private static final String PIECE = "ProcessThreadsTest#aPieceOfWorkFailsAlone";
    private static final String PROJECTIONS = "ProjectionThreadsTest#projectionsGoOnAfterAnError";
    private static final String REPLAY = "ProjectionThreadsTest#aReplayThatMetAnErrorCanBeStartedAgain";

    private static final Map<String, String> TESTED = Map.ofEntries(
            entry("lane-", VITAL),
            entry("journal", VITAL),
            entry("journal-index", VITAL),
            entry("writer-lease", VITAL),
            entry("HoldExpiry.NAME", ROUNDS),
            entry("StandingOrderRunner.ACTOR", ROUNDS),
            entry("projections", PROJECTIONS),
            entry("projection-", PROJECTIONS),
            entry("replay-", REPLAY),
            entry("read-ahead", REPLAY),
            entry("replay-claim-", TIMER),
            entry("file-keeper", TIMER),
            entry("command-timeouts", TIMER),
            entry("projection-progress", TIMER),
            entry("saga-alarm-", "SagaProcessingTest#aSagaThatCannotBeWokenIsKnownUntilItIs"),
            entry("writer-of-", TIMER),
            entry("payment-step", "PaymentSagaTest#aRailThatFailsIsKnownAndAskedAgainAndNeverSentToTwice"),
            entry("http-rail", "HttpRailTest#anErrorIsNotTakenForSilence"),
            entry("iso20022-files", "Iso20022RailTest#exchangesFilesAgainAfterAFault"),
            entry("demo-traffic", TIMER),
            entry("metrics-sampler", TIMER),
            entry("projection-watch", TIMER),
            entry("store-probe", TIMER),
            entry("thread-watch", TIMER),
            entry("saga", "SagaProcessingTest#anErrorInAHandlerEndsTheProcess"),
            entry("saga-coordinator", "SagaProcessingTest#anErrorInTheCoordinatorEndsTheProcess"),
            entry("live-stream", PIECE),
            entry("event-stream", PIECE),
            entry("iso20022-orders", PIECE),
            entry("batch-reader", PIECE));

    /** @param kind {@code main} or {@code test} */
    private static List<Path> javaFiles(String kind) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(ROOT)) {
            for (Path module : modules) {
                Path sources = module.resolve("src/" + kind + "/java");
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> found = Files.walk(sources)) {
                        found.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                    }
                }
            }
        }
        return files;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> threads() throws IOException {
        Set<String> threads = new TreeSet<>();
        for (Path file : javaFiles("main")) {
            String type = file.getFileName().toString().replace(".java", "");
            Matcher made = MADE.matcher(text(file));
            while (made.find()) {
                String name = made.group(1);
                threads.add(name.startsWith("\"") ? name.replace("\"", "") : type + "." + name);
            }
        }
        return threads;
    }

    @Test
    void eachThreadHasATest() throws IOException {
        assertThat(TESTED.keySet()).containsExactlyInAnyOrderElementsOf(threads());
    }

    @Test
    void eachTestIsThere() throws IOException {
        List<Path> tests = javaFiles("test");
        for (String test : Set.copyOf(TESTED.values())) {
            String[] parts = test.split("#");
            assertThat(tests)
                    .as(test)
                    .anyMatch(file ->
                            file.endsWith(parts[0] + ".java") && text(file).contains("void " + parts[1] + "("));
        }
    }
}
