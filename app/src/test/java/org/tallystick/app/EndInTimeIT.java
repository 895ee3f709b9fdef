package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM ends a process within 30 seconds, in the middle of units of work that are as large as they may be. */
@Timeout(600)
class EndInTimeIT {
    private static final int LINES = 40;
    private static final int POSTINGS = 1_000;
    private static final int ACCOUNTS = 100;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "?atomic=true"})
    void aLargeBatchDoesNotHoldUpTheEnd(String kind) throws Exception {
        List<String> settings = List.of("--tallystick.data=" + folder.resolve("books"));
        Path log = folder.resolve("server.log");
        try (ServerProcess server = ServerProcess.start(log, settings)) {
            Api api = server.api();
            api.put("/v1/ledgers/l", "{\"name\": \"L\"}");
            api.put("/v1/ledgers/l/accounts/bank", "{\"asset\": \"EUR/2\", \"normal\": \"debit\"}");
            for (int i = 0; i < ACCOUNTS; i++) {
                api.put("/v1/ledgers/l/accounts/c:" + i, "{\"asset\": \"EUR/2\", \"normal\": \"credit\"}");
            }
            long before = api.head();
            Thread sender = new Thread(() -> sendIgnoringTheAnswer(api, kind));
            sender.start();
            // From here on it is stored, and read models and sagas read all of it.
            Waiting.until(Duration.ofSeconds(60), api::head, head -> head > before);
            assertThat(server.endsWithin(LONGEST)).as("ended in time").isTrue();
            sender.join();
        }
        Path verification = folder.resolve("verify.log");
        int verified = ServerProcess.run(verification, List.of("verify", settings.get(0)))
                .waitFor();
        assertThat(verified).as(Files.readString(verification)).isZero();
    }

    private static void sendIgnoringTheAnswer(Api api, String kind) {
        String lines = IntStream.range(0, LINES).mapToObj(EndInTimeIT::line).collect(Collectors.joining("\n"));
        try {
            api.post("/v1/ledgers/l/batches" + kind, "application/x-ndjson", lines);
        } catch (java.io.UncheckedIOException e) {
            // The process may end before it has answered.
        }
    }

    private static String line(int number) {
        return IntStream.range(0, POSTINGS)
                .mapToObj(i -> "{\"debit\": \"bank\", \"credit\": \"c:" + i % ACCOUNTS
                        + "\", \"amount\": 1, \"asset\": \"EUR/2\"}")
                .collect(Collectors.joining(", ", "{\"id\": \"b" + number + "\", \"postings\": [", "]}"));
    }
}
