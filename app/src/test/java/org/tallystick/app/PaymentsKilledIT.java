package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Payments while the process is killed again and again: what was acknowledged ends, and nothing is paid twice. */
class PaymentsKilledIT {
    private static final int ROUNDS = 3;
    private static final int PER_ROUND = 150;
    private static final List<String> SCRIPTS = List.of("settle", "later", "silent-once", "refuse", "twice");
    private static final String CLAIMED = "payment-claimed";
    private static final List<String> LAST = List.of("payment-settled", "payment-released");

    @TempDir
    Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<String, String> acknowledged = new LinkedHashMap<>();

    @Test
    void everyAcknowledgedPaymentEnds() throws Exception {
        System.out.println("seed " + seed);
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerProcess server = start()) {
                if (round == 0) {
                    open(server.api());
                }
                pay(server.api(), round);
                server.kill();
            }
        }
        try (ServerProcess server = start()) {
            Api api = server.api();
            acknowledged.forEach((id, script) -> assertEnds(api, id, script));
            assertBooks(api);
            server.stop();
        }
    }

    private ServerProcess start() throws IOException {
        return ServerProcess.start(
                folder.resolve("server.log"),
                List.of("--tallystick.data=" + folder.resolve("data"), "--tallystick.payments.answer-within=PT5S"));
    }

    private static void open(Api api) {
        assertThat(api.put("/v1/ledgers/l", "{}").status()).isEqualTo(201);
        for (String account : List.of("bank debit", "assets:interbank:b debit", "customers:1 credit")) {
            String[] parts = account.split(" ");
            String body = "{\"asset\": \"EUR/2\", \"normal\": \"" + parts[1] + "\"}";
            assertThat(api.put("/v1/ledgers/l/accounts/" + parts[0], body).status())
                    .isEqualTo(201);
        }
        String funds = ApiTest.posting("in", "bank", "customers:1", "1000000", "");
        assertThat(api.post("/v1/ledgers/l/transactions", funds).status()).isEqualTo(201);
    }

    private void pay(Api api, int round) {
        for (int i = 0; i < PER_ROUND; i++) {
            String id = "p-" + round + "-" + i;
            String script = SCRIPTS.get(random.nextInt(SCRIPTS.size()));
            String body = "{\"id\": \"" + id + "\", \"ledger\": \"l\", \"payer\": \"customers:1\", \"amount\": 1,"
                    + " \"asset\": \"EUR/2\", \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"Ada\", \"account\":"
                    + " \"DE" + i + "\", \"bank\": \"B\"}, \"metadata\": {\"simulator\": \"" + script + "\"}}";
            if (api.post("/v1/payments", body).status() == 202) {
                acknowledged.put(id, script);
            }
        }
    }

    private void assertEnds(Api api, String id, String script) {
        List<String> types = Waiting.until(
                Duration.ofSeconds(60),
                () -> types(api, id),
                events -> !events.isEmpty() && LAST.contains(events.get(events.size() - 1)));
        String right = script.equals("refuse") ? "payment-released" : "payment-settled";
        assertThat(types).as("payment %s (%s), seed %d", id, script, seed).endsWith(right);
        assertThat(happenedAgain(types))
                .as("payment %s, seed %d: %s", id, seed, types)
                .isEmpty();
    }

    /**
     * What happened twice. A claim is stored again when it is old, and an order that waited for the next process too long is
     * unknown before it is claimed, and may be once more after it left.
     */
    private static List<String> happenedAgain(List<String> types) {
        int claimed = types.indexOf(CLAIMED);
        Set<String> seen = new HashSet<>();
        List<String> again = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String type = types.get(i);
            boolean isBeforeTheClaim = type.equals("payment-unknown") && i < claimed;
            if (!type.equals(CLAIMED) && !seen.add(isBeforeTheClaim ? type + " before the claim" : type)) {
                again.add(type);
            }
        }
        return again;
    }

    private static List<String> types(Api api, String id) {
        List<String> types = new ArrayList<>();
        api.get("/v1/events?stream=payment/" + id).json().get("data").forEach(event -> {
            String type = event.get("type").asString();
            if (!type.equals("payment-attempt-failed")) {
                types.add(type);
            }
        });
        return types;
    }

    private void assertBooks(Api api) {
        long settled = acknowledged.values().stream()
                .filter(script -> !script.equals("refuse"))
                .count();
        JsonNode clearing = Waiting.until(
                () -> api.getWhenThere("/v1/ledgers/l/accounts/assets:interbank:b")
                        .json(),
                account -> account.get("creditsPosted").asLong() == settled);
        assertThat(clearing.get("creditsPending").asLong()).as("seed %d", seed).isZero();
    }
}
