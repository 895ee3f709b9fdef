package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Many clients do everything at once to the same few accounts; what they were answered is what the books say. */
@Timeout(180)
class ManyClientsTest extends ApiTest {
    private static final int CLIENTS = 8;
    private static final int STEPS = 150;
    private static final int IDS = 60;

    private record Said(long position, Map<String, List<BigInteger>> counters) {}

    private final List<Said> answers = Collections.synchronizedList(new ArrayList<>());
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

    @Test
    void answersAddUpToTheBalances() throws InterruptedException {
        long seed = System.nanoTime();
        String ledger = ledger("many-clients");
        transfer(ledger, "funding", "bank", "customers:1", "200");
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Random random = new Random(seed + i);
            clients.add(new Thread(() -> work(ledger, random)));
        }
        clients.forEach(Thread::start);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(faults).as("seed %d", seed).isEmpty();
        check(ledger, seed);
    }

    private void work(String ledger, Random random) {
        for (int i = 0; i < STEPS; i++) {
            note(step(ledger, random));
        }
    }

    private Api.Answer step(String ledger, Random random) {
        String id = "t" + random.nextInt(IDS);
        String path = ledger + "/transactions";
        boolean out = random.nextBoolean();
        String debit = out ? "customers:1" : "customers:2";
        String credit = out ? "customers:2" : "customers:1";
        String amount = Integer.toString(1 + id.hashCode() % 40);
        return switch (random.nextInt(7)) {
            case 0, 1 -> api.post(path, posting(id, debit, credit, amount, ""));
            case 2, 3 -> api.post(path, posting(id, debit, credit, amount, ", \"pending\": true"));
            case 4 ->
                api.post(path + "/" + id + "/post", "{\"postings\": [{\"amount\": " + (1 + random.nextInt(20)) + "}]}");
            case 5 -> api.post(path + "/" + id + "/void", "");
            default -> api.post(path + "/" + id + "/reverse", "");
        };
    }

    private void note(Api.Answer answer) {
        if (answer.status() >= 500 || answer.status() == 400) {
            faults.add(answer.text());
        } else if (answer.status() < 300 && !answer.replayed()) {
            Map<String, List<BigInteger>> counters = new TreeMap<>();
            answer.json()
                    .path("accounts")
                    .forEach(account -> counters.put(account.path("address").asString(), counters(account)));
            answers.add(new Said(answer.position(), counters));
        }
    }

    private static List<BigInteger> counters(JsonNode account) {
        return List.of(
                account.path("debitsPosted").bigIntegerValue(),
                account.path("creditsPosted").bigIntegerValue(),
                account.path("debitsPending").bigIntegerValue(),
                account.path("creditsPending").bigIntegerValue());
    }

    /** Each answer tells the counters as they were at its position: the last one, those of now. */
    private void check(String ledger, long seed) {
        List<Said> inOrder = new ArrayList<>(answers);
        inOrder.sort(java.util.Comparator.comparingLong(Said::position));
        assertThat(inOrder.stream().map(Said::position)).doesNotHaveDuplicates();
        Map<String, List<BigInteger>> last = new TreeMap<>();
        for (Said said : inOrder) {
            last.putAll(said.counters());
            said.counters().forEach((address, counters) -> {
                BigInteger available = counters.get(1).subtract(counters.get(0)).subtract(counters.get(2));
                assertThat(available.signum())
                        .as("available of %s, seed %d", address, seed)
                        .isNotNegative();
                assertThat(counters).as("seed %d", seed).allMatch(counter -> counter.signum() >= 0);
            });
        }
        long head = inOrder.get(inOrder.size() - 1).position();
        last.forEach((address, counters) -> assertThat(counters(account(ledger, address, head)))
                .as("%s, seed %d", address, seed)
                .isEqualTo(counters));
        JsonNode trial = api.get(ledger + "/trial-balance").json().path("data").get(0);
        assertThat(trial.path("debits")).isEqualTo(trial.path("credits"));
    }
}
