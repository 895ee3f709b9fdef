package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.readmodels.ProjectionEngine;
import tools.jackson.databind.JsonNode;

/** What health tells, and to whom. */
class HealthTest extends ApiTest {
    private static final String HEALTH = "/actuator/health";

    private static JsonNode component(String group, String name) {
        return api.get(HEALTH + group).json().path("components").path(name);
    }

    @Test
    void allOfItIsUp() {
        assertThat(api.get(HEALTH).status()).isEqualTo(200);
    }

    @Test
    void anOperatorSeesWhoWritesAndHowFarTheReadModelsAre() {
        JsonNode store = Waiting.until(
                        () -> component("/readiness", "store"),
                        found -> found.path("details")
                                .path("writtenBy")
                                .asString("")
                                .equals(TallystickServer.url(server)))
                .path("details");
        assertThat(store.path("writer").asBoolean()).isTrue();
        assertThat(store.path("epoch").asLong()).isPositive();
        assertThat(store.path("answeredMillisAgo").asLong()).isLessThan(5_000);
        JsonNode threads = component("/liveness", "threads");
        assertThat(threads.path("status").asString()).isEqualTo("UP");
        assertThat(threads.path("details").path("failing")).isEmpty();
        JsonNode entries = Waiting.until(
                () -> component("/readiness", "readModels").path("details").path("entries"),
                found -> !found.isMissingNode());
        assertThat(entries.path("lagSeconds").asInt()).isZero();
    }

    /** A name that leads here may be one of a page that somebody looks at. */
    @Test
    void whoComesByAnotherNameIsToldTheStatusAlone() throws IOException {
        int port = URI.create(TallystickServer.url(server)).getPort();
        String answer = RawHttp.send(
                port, "GET /actuator/health/readiness HTTP/1.1\r\nConnection: close\r\nHost: rebound.example\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").contains("{\"status\":\"UP\"}");
    }

    @Test
    void parkedEventsAreShownAndNoReasonToBeDown() {
        String ledger = ledger("parked-health");
        JdbcTemplate jdbc =
                server.getBean(ProjectionEngine.class).serving("entries").jdbc();
        jdbc.execute("ALTER TABLE entry_account_v1 ADD CONSTRAINT poison CHECK (ledger <> 'parked-health')");
        transfer(ledger, "one", "bank", "customers:1", "13");
        JsonNode shown = Waiting.until(
                () -> component("/readiness", "readModels"),
                found -> found.path("details").path("entries").path("parked").asInt() > 0);
        assertThat(shown.path("status").asString()).isEqualTo("UP");
        assertThat(api.get(HEALTH + "/readiness").status()).isEqualTo(200);
        assertThat(api.get("/actuator/prometheus").text())
                .containsPattern("tallystick_projection_parked_events\\{.*projection=\"entries\".*} [1-9]");
        jdbc.execute("ALTER TABLE entry_account_v1 DROP CONSTRAINT poison");
        api.post("/v1/projections/entries/dead-letters/retry", "");
    }
}
