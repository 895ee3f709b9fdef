package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.readmodels.ProjectionEngine;
import tools.jackson.databind.JsonNode;

/** A read model that cannot take an event, seen and repaired over HTTP. */
class DeadLetterTest extends ApiTest {
    private static final String LETTERS = "/v1/projections/entries/dead-letters";

    @Test
    void aParkedAccountSaysSoUntilItIsRepaired() {
        String ledger = ledger("dead-letters");
        JdbcTemplate jdbc =
                server.getBean(ProjectionEngine.class).serving("entries").jdbc();
        jdbc.execute(
                "ALTER TABLE entry_account_v1 ADD CONSTRAINT poison CHECK (ledger <> 'dead-letters' OR address <> 'customers:1')");
        transfer(ledger, "poison", "bank", "customers:1", "13");
        transfer(ledger, "after", "bank", "customers:1", "1");
        long position = transfer(ledger, "other", "bank", "customers:2", "2").position();
        assertThat(account(ledger, "customers:2", position).has("stale")).isFalse();
        JsonNode parked = account(ledger, "customers:1", position);
        assertThat(parked.path("stale").asBoolean()).isTrue();
        assertThat(parked.path("balance").asInt()).isZero();
        JsonNode letters = api.get(LETTERS).json().path("data");
        assertThat(letters).hasSize(2);
        String stream = letters.get(0).path("stream").asString();
        assertThat(stream).isEqualTo("dead-letters/a/customers:1");
        assertThat(api.post(LETTERS + "/retry", "").json().path("taken").asInt())
                .isZero();
        String second = letters.get(1).path("position").asString();
        assertThat(letters.get(1).path("position").isString()).isTrue();
        assertThat(discard(stream, second).status()).isEqualTo(404);
        assertThat(discard(stream, "\"" + second + "\"").status()).isEqualTo(404);
        jdbc.execute("ALTER TABLE entry_account_v1 DROP CONSTRAINT poison");
        assertThat(api.post(LETTERS + "/retry", "{\"stream\": \"" + stream + "\"}")
                        .json()
                        .path("taken")
                        .asInt())
                .isEqualTo(2);
        JsonNode repaired = account(ledger, "customers:1", position);
        assertThat(repaired.has("stale")).isFalse();
        assertThat(repaired.path("balance").asInt()).isEqualTo(14);
        for (String wrong : List.of("99999999999999999999", "-1", "1.5", "\"\"", "\"1a\"", "null", "true")) {
            assertThat(discard("x", wrong).code()).as(wrong).isEqualTo("invalid");
        }
        assertThat(api.post(LETTERS + "/retry", "{\"stream\": \"" + "x".repeat(10_001) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    private static Api.Answer discard(String stream, String position) {
        return api.post(LETTERS + "/discard", "{\"stream\": \"" + stream + "\", \"position\": " + position + "}");
    }

    @Test
    void aParkedEventIsGivenUpByItsPositionAsTextOrNumber() {
        String ledger = ledger("given-up");
        JdbcTemplate jdbc =
                server.getBean(ProjectionEngine.class).serving("entries").jdbc();
        jdbc.execute("ALTER TABLE entry_account_v1 ADD CONSTRAINT given_up CHECK (ledger <> 'given-up' OR address <>"
                + " 'customers:1')");
        transfer(ledger, "one", "bank", "customers:1", "1");
        long position = transfer(ledger, "two", "bank", "customers:1", "1").position();
        assertThat(account(ledger, "customers:2", position).has("stale")).isFalse();
        jdbc.execute("ALTER TABLE entry_account_v1 DROP CONSTRAINT given_up");
        String stream = "given-up/a/customers:1";
        List<String> positions = new ArrayList<>();
        api.get(LETTERS).json().path("data").forEach(letter -> {
            if (letter.path("stream").asString().equals(stream)) {
                positions.add(letter.path("position").asString());
            }
        });
        assertThat(positions).hasSize(2);
        assertThat(discard(stream, positions.get(0)).json().path("discarded").asInt())
                .isEqualTo(1);
        assertThat(discard(stream, "\"" + positions.get(1) + "\"")
                        .json()
                        .path("discarded")
                        .asInt())
                .isEqualTo(1);
        assertThat(account(ledger, "customers:1", position).has("stale")).isFalse();
    }

    @Test
    void aReplayCanBeFollowed() throws Exception {
        ledger("followed");
        assertThat(api.post("/v1/projections/transactions/replay", "").status()).isEqualTo(202);
        String url = TallystickServer.url(server) + "/v1/projections/transactions/progress";
        try (EventStream stream = EventStream.open(url, null)) {
            EventStream.Event event = stream.next();
            assertThat(event.name()).isEqualTo("progress");
            assertThat(event.data().path("name").asString()).isEqualTo("transactions");
            assertThat(stream.hasEnded()).isTrue();
        }
    }
}
