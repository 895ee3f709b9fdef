package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** What the answer to a large batch tells, and where. */
@Timeout(120)
class BatchTest extends ApiTest {
    private static final int LINES = 2_300;

    private static String lines(String prefix) {
        return IntStream.range(0, LINES)
                .mapToObj(i -> posting(prefix + i, "bank", "customers:1", "1", "") + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void theHeaderTellsThePositionOfTheLastLine() {
        String ledger = ledger("batch-header");
        Api.Answer answer = api.post(ledger + "/batches", "application/x-ndjson", lines("t"));
        List<String> told = answer.text().lines().toList();
        assertThat(told).hasSize(LINES).allMatch(line -> line.contains("\"status\":201"));
        for (int i : new int[] {0, 499, 500, LINES - 1}) {
            assertThat(told.get(i)).startsWith("{\"line\":" + (i + 1) + ",").contains("\"id\":\"t" + i + "\"");
        }
        assertThat(answer.text().length()).as("beyond what is kept in memory").isGreaterThan(1 << 20);
        assertThat(answer.position()).isEqualTo(position(told.get(LINES - 1)));
        assertThat(account(ledger, "customers:1", answer.position())
                        .path("balance")
                        .asInt())
                .isEqualTo(LINES);
    }

    private static long position(String line) {
        return JsonMapper.shared().readTree(line).path("position").asLong();
    }

    @Test
    void aTrailerTellsItToWhoeverAsksForTrailers() throws IOException {
        String ledger = ledger("batch-trailer");
        String lines = lines("t");
        String answer = RawHttp.send(
                server,
                "POST " + ledger + "/batches HTTP/1.1\r\nHost: localhost\r\nConnection: close, TE\r\nTE: trailers\r\n"
                        + "Content-Type: application/x-ndjson\r\nContent-Length: " + lines.length() + "\r\n\r\n"
                        + lines);
        String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
        assertThat(head).contains("Trailer: Tallystick-Position").doesNotContain("Tallystick-Position:");
        String body = RawHttp.dechunked(answer);
        String last = body.substring(body.lastIndexOf("{\"line\":" + LINES));
        String trailer = answer.substring(answer.lastIndexOf("\r\n0\r\n"));
        assertThat(trailer)
                .containsIgnoringCase("Tallystick-Position: " + position(last.substring(0, last.indexOf('\n'))));
    }

    @Test
    void anAtomicBatchIsReadAsAWholeOrNotAtAll() {
        String ledger = ledger("batch-whole");
        long opened = api.head();
        int lines = 10_000;
        String all = IntStream.range(0, lines)
                .mapToObj(i -> posting("t" + i, "bank", "customers:1", "1", "") + "\n")
                .collect(Collectors.joining());
        CompletableFuture<Api.Answer> batch = CompletableFuture.supplyAsync(
                () -> api.post(ledger + "/batches?atomic=true", "application/x-ndjson", all));
        int balance = 0;
        while (balance == 0) {
            balance = account(ledger, "customers:1", opened).path("balance").asInt();
        }
        assertThat(balance).isEqualTo(lines);
        assertThat(batch.join().status()).isEqualTo(200);
    }

    @Test
    void anAtomicBatchMayHaveTenThousandLinesAndNoMore() {
        String ledger = ledger("batch-atomic");
        String line = posting("same", "bank", "customers:1", "1", "") + "\n";
        Api.Answer most = api.post(ledger + "/batches?atomic=true", "application/x-ndjson", line.repeat(10_000));
        assertThat(most.status()).isEqualTo(200);
        assertThat(most.text().lines()).hasSize(10_000);
        assertThat(most.position()).isPositive();
        Api.Answer more = api.post(ledger + "/batches?atomic=true", "application/x-ndjson", line.repeat(10_001));
        assertThat(more.code()).isEqualTo("too_large");
    }
}
