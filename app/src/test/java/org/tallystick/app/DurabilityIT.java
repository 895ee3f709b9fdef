package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Nothing acknowledged is lost or doubled when the process is killed under load, on both databases. */
class DurabilityIT {
    private static final int CLIENTS = 8;
    private static final int KILLS = 3;
    private static final int ENOUGH = 300;

    @TempDir
    Path folder;

    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    private final List<String> faults = java.util.Collections.synchronizedList(new ArrayList<>());

    @Test
    void h2KeepsWhatWasAcknowledged() throws Exception {
        survivesKills(List.of("--tallystick.data=" + folder.resolve("books")));
    }

    @Test
    void postgresKeepsWhatWasAcknowledged() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            survivesKills(List.of(
                    "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                    "--spring.datasource.username=postgres"));
        }
    }

    private void survivesKills(List<String> settings) throws Exception {
        Path log = folder.resolve("server.log");
        for (int round = 0; round < KILLS; round++) {
            try (ServerProcess server = ServerProcess.start(log, settings)) {
                open(server.api());
                loadUntilEnough(server, round);
            }
        }
        try (ServerProcess last = ServerProcess.start(log, settings)) {
            assertThat(faults).isEmpty();
            everythingIsThere(last.api());
            last.stop();
        }
        Path verification = folder.resolve("verify.log");
        List<String> verify =
                Stream.concat(Stream.of("verify"), settings.stream()).toList();
        assertThat(ServerProcess.run(verification, verify).waitFor())
                .as(() -> text(verification))
                .isZero();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void open(Api api) {
        api.put("/v1/ledgers/l", "{\"name\": \"L\"}");
        api.put("/v1/ledgers/l/accounts/bank", "{\"asset\": \"EUR/2\", \"normal\": \"debit\"}");
        for (int i = 0; i < CLIENTS; i++) {
            api.put("/v1/ledgers/l/accounts/c:" + i, "{\"asset\": \"EUR/2\", \"normal\": \"credit\"}");
        }
    }

    private void loadUntilEnough(ServerProcess server, int round) throws InterruptedException {
        AtomicBoolean killed = new AtomicBoolean();
        int before = acknowledged.size();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int number = client;
            Thread thread = new Thread(() -> load(server.api(), round, number, killed));
            thread.start();
            clients.add(thread);
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (acknowledged.size() < before + ENOUGH && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        server.kill();
        killed.set(true);
        for (Thread thread : clients) {
            thread.join();
        }
        assertThat(acknowledged.size()).isGreaterThanOrEqualTo(before + ENOUGH);
    }

    private void load(Api api, int round, int client, AtomicBoolean killed) {
        for (int i = 0; !killed.get(); i++) {
            String id = "r" + round + "-c" + client + "-" + i;
            try {
                Api.Answer answer = api.post("/v1/ledgers/l/transactions", body(id, client));
                if (answer.status() == 201) {
                    acknowledged.put(id, client);
                } else {
                    faults.add(answer.text());
                }
            } catch (UncheckedIOException e) {
                return;
            }
        }
    }

    private static String body(String id, int client) {
        return "{\"id\": \"" + id + "\", \"postings\": [{\"debit\": \"bank\", \"credit\": \"c:" + client
                + "\", \"amount\": 1, \"asset\": \"EUR/2\"}]}";
    }

    private void everythingIsThere(Api api) {
        long position = -1;
        for (Map.Entry<String, Integer> each : acknowledged.entrySet()) {
            Api.Answer again = api.post("/v1/ledgers/l/transactions", body(each.getKey(), each.getValue()));
            assertThat(again.replayed()).as(each.getKey()).isTrue();
            position = Math.max(position, again.position());
        }
        JsonNode trial = api.getWhenThere("/v1/ledgers/l/trial-balance?position=" + position)
                .json();
        BigInteger debits = trial.path("data").get(0).path("debits").bigIntegerValue();
        assertThat(trial.path("data").get(0).path("credits").bigIntegerValue()).isEqualTo(debits);
        assertThat(debits.intValueExact()).isBetween(acknowledged.size(), acknowledged.size() + KILLS * CLIENTS);
    }

    @Test
    void aSecondProcessOnOneFolderEndsWithOneLine() throws Exception {
        List<String> settings = List.of("--tallystick.data=" + folder.resolve("books"));
        try (ServerProcess first = ServerProcess.start(folder.resolve("first.log"), settings)) {
            Path log = folder.resolve("second.log");
            List<String> other = List.of("--tallystick.data=" + folder.resolve("books"), "--server.port=0");
            assertThat(ServerProcess.run(log, other).waitFor()).isEqualTo(2);
            assertThat(Files.readAllLines(log)).hasSize(1).first().asString().contains("in use by another process");
            first.stop();
        }
    }
}
