package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A ledger from its creation on, over HTTP, with restarts in between. */
@Timeout(120)
class LedgerLifeTest {
    private static final String L = "/v1/ledgers/life";

    @TempDir
    Path data;

    private ConfigurableApplicationContext server;
    private Api api;

    private void start() {
        server = TallystickServer.start("--server.port=0", "--tallystick.data=" + data);
        api = new Api(TallystickServer.url(server));
    }

    private void restart() {
        server.close();
        start();
    }

    private static String move(String debit, String credit, int amount, String more) {
        return "{\"postings\": [{\"debit\": \"" + debit + "\", \"credit\": \"" + credit + "\", \"amount\": " + amount
                + ", \"asset\": \"EUR/2\"}]" + more + "}";
    }

    private Api.Answer post(String id, String debit, String credit, int amount, String more) {
        return api.post(L + "/transactions", move(debit, credit, amount, ", \"id\": \"" + id + "\"" + more));
    }

    private JsonNode account(String address) {
        return api.getAtHead(L + "/accounts/" + address).json();
    }

    private void done(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    }

    @Test
    void livesThroughRestarts() {
        start();
        try {
            opens();
            holdsAndFreezes();
            restart();
            expiresWhileItWasDown();
            closesThePast();
            restart();
            everythingIsStillThere();
        } finally {
            server.close();
        }
    }

    private void opens() {
        assertThat(api.put(L, "{\"name\": \"Life\"}").status()).isEqualTo(201);
        assertThat(api.put(L, "{\"name\": \"Life\"}").status()).isEqualTo(200);
        assertThat(api.put(L, "{\"name\": \"Other\"}").status()).isEqualTo(409);
        for (String address : new String[] {"alice", "bob", "empty"}) {
            done(api.put(L + "/accounts/" + address, "{\"asset\": \"EUR/2\", \"normal\": \"credit\"}"));
        }
        done(api.put(L + "/accounts/bank", "{\"asset\": \"EUR/2\", \"normal\": \"debit\"}"));
        Api.Answer dry = api.post(L + "/transactions?dryRun=true", move("bank", "alice", 100, ", \"id\": \"in\""));
        assertThat(dry.status()).isEqualTo(200);
        assertThat(account("alice").path("balance").asInt()).isZero();
        assertThat(post("in", "bank", "alice", 100, "").status()).isEqualTo(201);
        done(api.patch(L + "/accounts/alice", "{\"floor\": 10, \"metadata\": {\"tier\": \"gold\", \"x\": \"y\"}}"));
        done(api.patch(L + "/accounts/alice", "{\"metadata\": {\"x\": null}}"));
        assertThat(account("alice").path("metadata")).hasToString("{\"tier\":\"gold\"}");
        assertThat(post("too-much", "alice", "bob", 91, "").code()).isEqualTo("insufficient_funds");
    }

    private void holdsAndFreezes() {
        String soon =
                Instant.now().plusMillis(500).truncatedTo(ChronoUnit.MILLIS).toString();
        done(post("expiring", "alice", "bob", 20, ", \"pending\": true, \"expiresAt\": \"" + soon + "\""));
        done(post("kept", "alice", "bob", 30, ", \"pending\": true"));
        done(post("voided", "alice", "bob", 5, ", \"pending\": true"));
        done(api.post(L + "/accounts/alice/freeze", ""));
        assertThat(post("frozen", "alice", "bob", 1, "").code()).isEqualTo("account_frozen");
        done(api.post(L + "/transactions/voided/void", ""));
        JsonNode alice = account("alice");
        assertThat(alice.path("status").asString()).isEqualTo("frozen");
        assertThat(alice.path("debitsPending").asInt()).isBetween(30, 50);
        assertThat(api.post(L + "/accounts/alice/close", "").code()).isEqualTo("account_not_empty");
        done(api.post(L + "/accounts/empty/close", ""));
        assertThat(post("to-closed", "bank", "empty", 1, "").code()).isEqualTo("account_closed");
    }

    private void expiresWhileItWasDown() {
        while (!api.get(L + "/transactions/expiring")
                .json()
                .path("state")
                .asString()
                .equals("expired")) {
            Thread.onSpinWait();
        }
        assertThat(api.post(L + "/transactions/expiring/post", "").code()).isEqualTo("transaction_expired");
        assertThat(account("alice").path("available").asInt()).isEqualTo(70);
        done(api.post(L + "/transactions/kept/post", "{\"postings\": [{\"amount\": 12}]}"));
        done(api.post(L + "/accounts/alice/unfreeze", ""));
        done(api.post(L + "/transactions/kept/reverse", ""));
        assertThat(api.post(L + "/transactions/kept/reverse", "").replayed()).isTrue();
        assertThat(account("alice").path("balance").asInt()).isEqualTo(100);
    }

    private void closesThePast() {
        done(api.patch(L, "{\"lockedBefore\": \"2026-01-01T00:00:00Z\"}"));
        assertThat(post("old", "bank", "alice", 1, ", \"effectiveAt\": \"2025-12-31T23:59:59.999999Z\"")
                        .code())
                .isEqualTo("period_locked");
        done(post("new", "bank", "alice", 1, ", \"effectiveAt\": \"2026-01-01T00:00:00Z\""));
        done(post("future", "bank", "alice", 2, ", \"effectiveAt\": \"2099-01-01T00:00:00Z\""));
        assertThat(account("alice").path("balance").asInt()).isEqualTo(103);
        assertThat(api.get(L + "/accounts/alice?asOf=2098-01-01T00:00:00Z")
                        .json()
                        .path("balance")
                        .asInt())
                .isEqualTo(101);
    }

    private void everythingIsStillThere() {
        assertThat(account("alice").path("balance").asInt()).isEqualTo(103);
        assertThat(post("in", "bank", "alice", 100, "").replayed()).isTrue();
        assertThat(api.get(L).json().path("lockedBefore").asString()).isEqualTo("2026-01-01T00:00:00Z");
        JsonNode trial = api.get(L + "/trial-balance").json().path("data").get(0);
        assertThat(trial.path("debits")).isEqualTo(trial.path("credits"));
    }

    @Test
    void describesItself() {
        start();
        try {
            assertThat(api.get("/v3/api-docs").json().path("info").path("title").asString())
                    .isEqualTo("Tallystick");
            assertThat(api.get("/swagger-ui/index.html").text()).contains("swagger-ui.html");
            assertThat(api.get("/actuator/health").json().path("status").asString())
                    .isEqualTo("UP");
        } finally {
            server.close();
        }
    }
}
