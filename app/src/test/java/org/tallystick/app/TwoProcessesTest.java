package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** Two servers on one PostgreSQL database: either takes commands, one writes, and the other follows it. */
@Timeout(120)
class TwoProcessesTest {
    private static final String L = "/v1/ledgers/shared";
    private static final String ACCOUNT = "{\"asset\": \"EUR/2\", \"normal\": \"%s\"}";

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private static ConfigurableApplicationContext server() {
        return TallystickServer.start(
                "--server.port=0",
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.username=postgres");
    }

    private static String posting(String id, int amount) {
        return "{\"id\": \"" + id + "\", \"postings\": [{\"debit\": \"bank\", \"credit\": \"alice\", \"amount\": "
                + amount + ", \"asset\": \"EUR/2\"}]}";
    }

    @Test
    void eitherTakesCommandsAndTheOtherTakesOver() {
        ConfigurableApplicationContext first = server();
        try (ConfigurableApplicationContext second = server()) {
            Api one = new Api(TallystickServer.url(first));
            Api two = new Api(TallystickServer.url(second));
            assertThat(two.put(L, "{\"name\": \"Shared\"}").status()).isEqualTo(201);
            assertThat(two.put(L + "/accounts/bank", ACCOUNT.formatted("debit")).status())
                    .isEqualTo(201);
            assertThat(one.put(L + "/accounts/alice", ACCOUNT.formatted("credit"))
                            .status())
                    .isEqualTo(201);
            assertThat(two.get("/actuator/health/readiness").status()).isEqualTo(200);
            Api.Answer forwarded = two.post(L + "/transactions", posting("t1", 5));
            assertThat(forwarded.status()).isEqualTo(201);
            assertThat(forwarded.position()).isEqualTo(6);
            assertThat(one.post(L + "/transactions", posting("t1", 5)).replayed())
                    .isTrue();
            assertThat(two.post(L + "/transactions", posting("t1", 5)).replayed())
                    .isTrue();
            assertThat(two.post(L + "/transactions", posting("t1", 6)).code()).isEqualTo("id_reused");
            assertThat(two.post(L + "/transactions", "{").code()).isEqualTo("malformed");
            assertThat(two.post(L + "/batches", "application/x-ndjson", posting("t2", 1) + "\n")
                            .text())
                    .contains("\"status\":201");
            assertThat(two.getWhenThere(L + "/accounts/alice?position=" + forwarded.position())
                            .json()
                            .path("balance")
                            .asInt())
                    .isBetween(5, 6);
            first.close();
            Api.Answer late = two.post(L + "/transactions", posting("t3", 1));
            while (late.status() == 503) {
                assertThat(late.code()).isEqualTo("not_writer");
                late = two.post(L + "/transactions", posting("t3", 1));
            }
            assertThat(late.status()).isEqualTo(201);
            assertThat(late.position()).isEqualTo(12);
            assertThat(two.getWhenThere(L + "/accounts/alice?position=12")
                            .json()
                            .path("balance")
                            .asInt())
                    .isEqualTo(7);
        } finally {
            first.close();
        }
    }
}
