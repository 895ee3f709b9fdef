package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of the embedded database cannot grow any more for a while, as on a full disk: commands are refused with the true
 * reason, the process is not ready, and goes on by itself when there is room again.
 */
@Timeout(600)
class FullDiskIT {
    private static final int LIMIT_KILOBYTES = 2_048;
    private static final int MOST_COMMANDS = 20_000;
    private static final String TRANSACTIONS = "/v1/ledgers/l/transactions";
    private static final String READINESS = "/actuator/health/readiness";
    private static final Duration AWHILE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @BeforeAll
    static void needsLimits() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "needs prlimit");
    }

    @Test
    void tellsWhyItCannotWriteAndGoesOnWhenItCan() throws Exception {
        List<String> settings = List.of("--tallystick.data=" + folder.resolve("books"));
        try (ServerProcess server = ServerProcess.start(folder.resolve("server.log"), settings)) {
            Api api = server.api();
            api.put("/v1/ledgers/l", "{\"name\": \"L\"}");
            api.put("/v1/ledgers/l/accounts/bank", "{\"asset\": \"EUR/2\", \"normal\": \"debit\"}");
            api.put("/v1/ledgers/l/accounts/alice", "{\"asset\": \"EUR/2\", \"normal\": \"credit\"}");
            server.limitFiles(Integer.toString(LIMIT_KILOBYTES << 10));
            List<String> acknowledged = new ArrayList<>();
            Api.Answer refused = postUntilRefused(api, acknowledged);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("store_unavailable");
            assertThat(refused.text()).contains("File too large");
            Api.Answer later = api.post(TRANSACTIONS, body("later"));
            assertThat(later.code()).isEqualTo("store_unavailable");
            assertThat(api.get(READINESS).status()).isEqualTo(503);
            assertThat(api.get("/actuator/health/liveness").status()).isEqualTo(200);
            server.limitFiles("unlimited");
            Waiting.until(AWHILE, () -> api.get(READINESS).status(), status -> status == 200);
            for (String id : acknowledged) {
                assertThat(api.post(TRANSACTIONS, body(id)).replayed()).as(id).isTrue();
            }
            String next = "t" + acknowledged.size();
            long position = api.post(TRANSACTIONS, body(next)).position();
            Api.Answer account = Waiting.until(
                    AWHILE,
                    () -> api.get("/v1/ledgers/l/accounts/alice?position=" + position),
                    answer -> answer.status() == 200);
            assertThat(account.json().path("balance").bigIntegerValue())
                    .isEqualTo(BigInteger.valueOf(acknowledged.size() + 1));
            assertThat(server.endsWithin(Duration.ofSeconds(30))).isTrue();
        }
        Path verification = folder.resolve("verify.log");
        assertThat(ServerProcess.run(verification, List.of("verify", settings.get(0)))
                        .waitFor())
                .as(Files.readString(verification))
                .isZero();
    }

    private static Api.Answer postUntilRefused(Api api, List<String> acknowledged) {
        for (int i = 0; i < MOST_COMMANDS; i++) {
            Api.Answer answer = api.post(TRANSACTIONS, body("t" + i));
            if (answer.status() != 201) {
                return answer;
            }
            acknowledged.add("t" + i);
        }
        throw new AssertionError("the limit was never reached");
    }

    private static String body(String id) {
        return "{\"id\": \"" + id + "\", \"description\": \"" + "d".repeat(400)
                + "\", \"postings\": [{\"debit\": \"bank\", \"credit\": \"alice\", \"amount\": 1, \"asset\": \"EUR/2\"}]}";
    }
}
