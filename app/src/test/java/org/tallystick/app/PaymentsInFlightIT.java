package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Payments over a rail that misbehaves at random, sent again and again, in a process that is killed in the middle of them.
 * Whenever it is looked at, what is in flight equals what is pending. At the end each payment has ended, by itself or by a
 * person, and the clearing account has what the rail paid. More of them with {@code -Dtest.payments=10000}.
 */
class PaymentsInFlightIT {
    private static final int PAYMENTS = Integer.getInteger("test.payments", 600);
    private static final int KILLS = 3;
    private static final int PAYERS = 20;
    private static final int CLIENTS = 8;
    private static final String CLEARING = "assets:interbank:b";
    private static final List<String> SCRIPTS = List.of(
            "settle",
            "settle",
            "later",
            "refuse",
            "refuse-later",
            "silent",
            "silent-once",
            "fault",
            "twice",
            "late",
            "return",
            "contradict");
    private static final Set<String> PAID = Set.of("settle", "later", "silent-once", "fault", "twice", "late");
    private static final List<String> OPEN = List.of(
            "initiated", "held", "screened", "approved", "submitting", "submitted", "awaiting_approval", "unknown");
    /** For a person, as far as the rail does not tell after all. */
    private static final List<String> WAITING = List.of("awaiting_approval", "unknown");

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Order> orders = new ArrayList<>();
    private final AtomicInteger checks = new AtomicInteger();

    @TempDir
    Path folder;

    /** @param times how often it is sent each time */
    private record Order(String id, String script, int amount, String body, int times) {}

    @Test
    void whatIsInFlightIsPendingAndEverythingEnds() throws Exception {
        System.out.println("seed " + seed);
        for (int i = 0; i < PAYMENTS; i++) {
            orders.add(order("p-" + i));
        }
        for (int round = 0; round <= KILLS; round++) {
            try (ServerProcess server = start()) {
                if (round == 0) {
                    open(server.api());
                }
                int from = Math.max(0, round * PAYMENTS / (KILLS + 1) - 50);
                List<Order> some = orders.subList(from, (round + 1) * PAYMENTS / (KILLS + 1));
                if (round < KILLS) {
                    Thread killer = killSoon(server);
                    send(server.api(), some);
                    killer.join();
                } else {
                    send(server.api(), orders);
                    finish(server.api());
                    assertBooks(server.api());
                    server.stop();
                }
            }
        }
        assertThat(ServerProcess.run(folder.resolve("verify.log"), List.of("verify", data()))
                        .waitFor())
                .as("verify, seed %d", seed)
                .isZero();
        assertThat(checks.get()).isPositive();
    }

    private String data() {
        return "--tallystick.data=" + folder.resolve("data");
    }

    private ServerProcess start() throws IOException {
        return ServerProcess.start(
                folder.resolve("server.log"),
                List.of(
                        data(),
                        "--tallystick.payments.answer-within=PT3S",
                        "--tallystick.payments.approval.l.EUR/2=950"));
    }

    private Order order(String id) {
        String script = SCRIPTS.get(random.nextInt(SCRIPTS.size()));
        boolean broke = random.nextInt(25) == 0;
        int amount = 1 + random.nextInt(1_000);
        String body = "{\"id\": \"" + id + "\", \"ledger\": \"l\", \"payer\": \"customers:"
                + (broke ? "broke" : random.nextInt(PAYERS)) + "\", \"amount\": " + amount
                + ", \"asset\": \"EUR/2\", \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"Ada\","
                + " \"account\": \"1\", \"bank\": \"B\"}, \"metadata\": {\"simulator\": \"" + script + "\"}}";
        return new Order(id, broke ? "broke" : script, amount, body, 1 + random.nextInt(3) / 2);
    }

    private static void open(Api api) {
        assertThat(api.put("/v1/ledgers/l", "{}").status()).isEqualTo(201);
        ApiTest.account(api, "/v1/ledgers/l", "bank", "debit");
        ApiTest.account(api, "/v1/ledgers/l", CLEARING, "debit");
        ApiTest.account(api, "/v1/ledgers/l", "customers:broke", "credit");
        for (int i = 0; i < PAYERS; i++) {
            ApiTest.account(api, "/v1/ledgers/l", "customers:" + i, "credit");
            String funds = ApiTest.posting("in-" + i, "bank", "customers:" + i, "100000000", "");
            assertThat(api.post("/v1/ledgers/l/transactions", funds).status()).isEqualTo(201);
        }
    }

    /** When half of what it is sent may have arrived. */
    private Thread killSoon(ServerProcess server) {
        int wanted = 1 + random.nextInt(PAYMENTS / (KILLS + 1));
        Thread killer = new Thread(() -> {
            try {
                Waiting.until(() -> known(server.api()), found -> found >= wanted);
            } finally {
                kill(server);
            }
        });
        killer.start();
        return killer;
    }

    private static long known(Api api) {
        return api.get("/v1/payments?limit=1000").json().path("data").size();
    }

    private static void kill(ServerProcess server) {
        try {
            server.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** By several clients at once, some of them twice, until the process is gone. */
    private void send(Api api, List<Order> some) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> sent = new ArrayList<>();
            some.forEach(order -> sent.add(clients.submit(() -> send(api, order))));
            for (Future<?> each : sent) {
                each.get();
            }
        } finally {
            clients.shutdown();
        }
    }

    private void send(Api api, Order order) {
        try {
            for (int i = 0; i < order.times; i++) {
                Api.Answer answer = api.postAs("/v1/payments", "clerk", order.body);
                assertThat(answer.status()).as(answer.text()).isEqualTo(202);
            }
            if (order.amount % 20 == 0) {
                assertEqual(api);
            }
        } catch (UncheckedIOException e) {
            // It was killed.
        }
    }

    private JsonNode assertEqual(Api api) {
        Api.Answer answer = api.get("/v1/payments/in-flight?ledger=l");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("equal").asBoolean())
                .as("%s, seed %d", answer.text(), seed)
                .isTrue();
        checks.incrementAndGet();
        return answer.json().path("data").path(0);
    }

    /** A person decides what waits for one. */
    private void finish(Api api) {
        Waiting.until(Duration.ofMinutes(3), () -> stillOpen(api), List::isEmpty);
    }

    /** What is open, to be read by who looks for the reason. */
    private List<String> stillOpen(Api api) {
        List<String> open = new ArrayList<>();
        JsonNode inFlight = assertEqual(api);
        if (inFlight.path("payments").asLong() > 0) {
            open.add(inFlight.toString());
        }
        for (String state : OPEN) {
            JsonNode found =
                    api.get("/v1/payments?limit=1000&state=" + state).json().path("data");
            for (JsonNode payment : found) {
                open.add(payment.toString());
                decide(api, payment);
            }
        }
        return open;
    }

    private static void decide(Api api, JsonNode payment) {
        String path = "/v1/payments/" + payment.path("id").asString();
        String script = payment.path("metadata").path("simulator").asString();
        if (payment.path("state").asString().equals("awaiting_approval")) {
            api.postAs(path + "/approve", "boss", "{}");
        } else if (payment.path("state").asString().equals("unknown")
                && (script.equals("silent") || script.equals("contradict"))) {
            api.postAs(path + "/resolve", "boss", "{\"outcome\": \"settled\"}");
        }
    }

    private void assertBooks(Api api) {
        long paid = 0;
        for (Order order : orders) {
            JsonNode payment = api.get("/v1/payments/" + order.id).json();
            String state = payment.path("state").asString();
            assertThat(payment.path("ended").asBoolean())
                    .as("%s, seed %d", payment, seed)
                    .isTrue();
            assertThat(state).as("%s, seed %d", payment, seed).isIn(ends(order.script));
            paid += state.equals("settled") ? order.amount : 0;
        }
        JsonNode clearing = api.get("/v1/ledgers/l/accounts/" + CLEARING).json();
        assertThat(clearing.path("balance").asLong()).as("seed %d", seed).isEqualTo(-paid);
        assertThat(clearing.path("creditsPending").asLong()).as("seed %d", seed).isZero();
        assertNothingIsPaidTwice(api);
    }

    /**
     * What the simulator was about to tell by itself is lost when it is killed: returns, and contradictions. A return that
     * is told before the settlement means that nothing was paid.
     */
    private static List<String> ends(String script) {
        return switch (script) {
            case "broke" -> List.of("rejected");
            case "refuse", "refuse-later" -> List.of("failed");
            case "return" -> List.of("returned", "settled", "failed");
            case "silent" -> List.of("settled");
            case "contradict" -> List.of("failed", "settled");
            default -> PAID.contains(script) ? List.of("settled") : List.of();
        };
    }

    private void assertNothingIsPaidTwice(Api api) {
        List<String> payments = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = api.get("/v1/ledgers/l/accounts/" + CLEARING + "/entries?limit=1000" + next)
                    .json();
            page.path("data").forEach(entry -> {
                if (entry.path("side").asString().equals("credit")) {
                    payments.add(entry.path("payment").asString());
                }
            });
            next = page.path("next").isNull()
                    ? null
                    : "&cursor=" + page.path("next").asString();
        } while (next != null);
        assertThat(payments).as("seed %d", seed).isNotEmpty().doesNotHaveDuplicates();
    }
}
