package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** Following balances over server-sent events. */
@Timeout(120)
class BalanceStreamTest extends ApiTest {

    private static String url(String path) {
        return TallystickServer.url(server) + path;
    }

    private static List<Integer> balances(List<EventStream.Event> changes) {
        return changes.stream()
                .map(change -> change.data().path("balance").asInt())
                .toList();
    }

    @Test
    void startsWithTheBalanceAndTellsEveryChange() throws Exception {
        String ledger = ledger("stream-one");
        long position = transfer(ledger, "t0", "bank", "customers:1", "5").position();
        try (EventStream stream =
                EventStream.open(url(ledger + "/balances/stream?account=customers:1&position=" + position), null)) {
            EventStream.Event first = stream.next();
            assertThat(first.name()).isEqualTo("balances");
            assertThat(first.id()).isGreaterThanOrEqualTo(position);
            assertThat(first.data().path("data").get(0).path("balance").asInt()).isEqualTo(5);
            transfer(ledger, "other", "bank", "customers:2", "9");
            for (int i = 1; i <= 20; i++) {
                transfer(ledger, "t" + i, "bank", "customers:1", "1");
            }
            List<EventStream.Event> changes = stream.next(20);
            assertThat(balances(changes))
                    .isEqualTo(java.util.stream.IntStream.rangeClosed(6, 25)
                            .boxed()
                            .toList());
            assertThat(changes).allMatch(change -> change.name().equals("change"));
            assertThat(changes).isSortedAccordingTo(java.util.Comparator.comparingLong(EventStream.Event::id));
            assertThat(changes.get(0).data().path("transaction").asString()).isEqualTo("t1");
        }
    }

    @Test
    void goesOnAfterTheLastEvent() throws Exception {
        String ledger = ledger("stream-resume");
        long seen;
        String path = ledger + "/balances/stream?prefix=customers:";
        try (EventStream stream = EventStream.open(url(path + "&position=" + api.head()), null)) {
            stream.next();
            transfer(ledger, "t1", "bank", "customers:1", "1");
            seen = stream.next().id();
        }
        transfer(ledger, "t2", "bank", "customers:2", "2");
        transfer(ledger, "t3", "bank", "customers:1", "3");
        try (EventStream stream = EventStream.open(url(path), Long.toString(seen))) {
            List<EventStream.Event> missed = stream.next(2);
            assertThat(balances(missed)).containsExactly(2, 4);
            transfer(ledger, "t4", "bank", "customers:1", "4");
            assertThat(balances(stream.next(1))).containsExactly(8);
        }
    }

    @Test
    void missesNothingWhileOthersWrite() throws Exception {
        String ledger = ledger("stream-load");
        String path = ledger + "/balances/stream?account=customers:1&position=" + api.head();
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 400; i++) {
                transfer(ledger, "t" + i, "bank", "customers:1", "1");
            }
        });
        writer.start();
        int expected = 0;
        String last = null;
        while (expected < 400) {
            try (EventStream stream = EventStream.open(url(path), last)) {
                if (last == null) {
                    EventStream.Event first = stream.next();
                    expected = first.data().path("data").get(0).path("balance").asInt();
                    last = Long.toString(first.id());
                }
                for (int i = 0; i < 60 && expected < 400; i++) {
                    EventStream.Event change = stream.next();
                    assertThat(change.data().path("balance").asInt()).isEqualTo(++expected);
                    last = Long.toString(change.id());
                }
            }
        }
        writer.join();
    }

    @Test
    void refusesWhatCannotBeFollowed() {
        String ledger = ledger("stream-bad");
        String stream = ledger + "/balances/stream";
        assertThat(api.get(stream + "?account=nobody").code()).isEqualTo("not_found");
        assertThat(api.get("/v1/ledgers/nowhere/balances/stream").status()).isEqualTo(404);
        assertThat(api.get(stream + "?account=bank&prefix=b").code()).isEqualTo("invalid");
        assertThat(api.get(stream + "?account=b%20k").code()).isEqualTo("invalid");
        assertThat(api.get(stream + "?depth=1").code()).isEqualTo("invalid");
        assertThat(api.get(stream + "?position=999999999").code()).isEqualTo("invalid");
    }

    @Test
    void aClientThatDoesNotReadHoldsNobodyUp() throws Exception {
        String ledger = ledger("stream-slow");
        URI root = URI.create(TallystickServer.url(server));
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + ledger + "/balances/stream?position=" + api.head()
                                    + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            long position = 0;
            for (int i = 0; i < 20; i++) {
                position = bigBatch(ledger, i);
            }
            assertThat(account(ledger, "customers:1", position).path("balance").asInt())
                    .isEqualTo(20 * 1_000);
        }
    }

    private static long bigBatch(String ledger, int number) {
        StringBuilder postings = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            postings.append(i == 0 ? "" : ",")
                    .append("{\"debit\":\"bank\",\"credit\":\"customers:1\",\"amount\":1,\"asset\":\"EUR/2\"}");
        }
        Api.Answer answer =
                api.post(ledger + "/transactions", "{\"id\":\"b" + number + "\",\"postings\":[" + postings + "]}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.position();
    }

    @Test
    void endsWithTheServer(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) throws Exception {
        ConfigurableApplicationContext other = TallystickServer.start("--server.port=0", "--tallystick.data=" + folder);
        String root = TallystickServer.url(other);
        long position = new Api(root).put("/v1/ledgers/l", "{}").position();
        try (EventStream stream = EventStream.open(root + "/v1/ledgers/l/balances/stream?position=" + position, null)) {
            stream.next();
            other.close();
            assertThat(stream.hasEnded()).isTrue();
        }
    }
}
