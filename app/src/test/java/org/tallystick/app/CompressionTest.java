package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Scanner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers and batches in gzip. */
@Timeout(60)
class CompressionTest extends ApiTest {
    private static final String NDJSON = "application/x-ndjson";

    private static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String inflated(byte[] bytes) throws IOException {
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] lines(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> posting(prefix + i, "bank", "customers:1", "1", "") + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String coding(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Encoding").orElse("none");
    }

    @Test
    void longAnswersAreCompressedWhereThatIsAccepted() throws IOException {
        String ledger = ledger("compressed");
        HttpResponse<byte[]> batch = api.exchange(
                "POST",
                ledger + "/batches",
                lines("t", 600),
                "Content-Type",
                NDJSON,
                "Accept-Encoding",
                "gzip, deflate");
        assertThat(coding(batch)).isEqualTo("gzip");
        assertThat(inflated(batch.body()).lines()).hasSize(600).allMatch(line -> line.contains("\"status\":201"));
        long position = batch.headers().firstValueAsLong("Tallystick-Position").orElseThrow();
        String list = ledger + "/transactions?limit=200&position=" + position;
        String plain = api.getWhenThere(list).text();
        HttpResponse<byte[]> compressed = api.exchange("GET", list, new byte[0], "Accept-Encoding", "gzip");
        assertThat(coding(compressed)).isEqualTo("gzip");
        assertThat(inflated(compressed.body())).isEqualTo(plain);
        assertThat(compressed.body().length * 5).isLessThan(plain.length());
        assertThat(coding(api.exchange("GET", list, new byte[0]))).isEqualTo("none");
        assertThat(coding(api.exchange("GET", list, new byte[0], "Accept-Encoding", "gzip;q=0")))
                .isEqualTo("none");
    }

    @Test
    void shortAnswersAreNot() {
        String ledger = ledger("short");
        HttpResponse<byte[]> one = api.exchange("GET", ledger, new byte[0], "Accept-Encoding", "gzip");
        assertThat(coding(one)).isEqualTo("none");
        HttpResponse<byte[]> batch = api.exchange(
                "POST", ledger + "/batches", lines("t", 1), "Content-Type", NDJSON, "Accept-Encoding", "gzip");
        assertThat(coding(batch)).isEqualTo("none");
    }

    @Test
    void eventsOfAStreamLeaveAtOnceAsTheyAre() throws IOException {
        String ledger = ledger("stream-plain");
        URI root = URI.create(TallystickServer.url(server));
        try (Socket socket = new Socket(root.getHost(), root.getPort());
                Scanner answer = new Scanner(socket.getInputStream(), StandardCharsets.UTF_8)) {
            socket.getOutputStream()
                    .write(("GET " + ledger + "/balances/stream?position=" + api.head()
                                    + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(answer.findWithinHorizon("event:balances", 0)).isNotNull();
            transfer(ledger, "t", "bank", "customers:1", "1");
            assertThat(answer.findWithinHorizon("event:change", 0)).isNotNull();
        }
    }

    @Test
    void linesOfABatchAreTakenInGzip() {
        String ledger = ledger("gzip-batch");
        for (String query : new String[] {"", "?atomic=true"}) {
            byte[] body = deflated(lines("t" + query.length() + "-", 1_200));
            HttpResponse<byte[]> answer = batch(ledger + "/batches" + query, body);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8).lines())
                    .hasSize(1_200)
                    .allMatch(line -> line.contains("\"status\":201"));
        }
    }

    private static HttpResponse<byte[]> batch(String path, byte[] body) {
        return api.exchange("POST", path, body, "Content-Type", NDJSON, "Content-Encoding", "gzip");
    }

    private static String code(HttpResponse<byte[]> answer) {
        return RawHttp.code(new String(answer.body(), StandardCharsets.UTF_8));
    }

    @Test
    void theLimitsAreThoseOfWhatComesOut() {
        String ledger = ledger("gzip-bomb");
        byte[] blanks = new byte[1 << 20];
        Arrays.fill(blanks, (byte) '\n');
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        for (int i = 0; i < 17; i++) {
            bomb.writeBytes(blanks);
        }
        byte[] body = deflated(bomb.toByteArray());
        assertThat(body.length).isLessThan(100_000);
        for (String query : new String[] {"", "?atomic=true"}) {
            HttpResponse<byte[]> answer = batch(ledger + "/batches" + query, body);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(code(answer)).isEqualTo("too_large");
        }
        byte[] longLine = deflated(new byte[(1 << 20) + 1]);
        assertThat(code(batch(ledger + "/batches", longLine))).isEqualTo("too_large");
    }

    @Test
    void whatIsNotGzipIsRefused() {
        String ledger = ledger("gzip-bad");
        byte[] good = deflated(lines("t", 3));
        assertThat(code(batch(ledger + "/batches", lines("t", 1)))).isEqualTo("malformed");
        assertThat(code(batch(ledger + "/batches", new byte[0]))).isEqualTo("malformed");
        assertThat(code(batch(ledger + "/batches?atomic=true", Arrays.copyOf(good, good.length / 2))))
                .isEqualTo("malformed");
        byte[] damaged = good.clone();
        damaged[damaged.length - 6] ^= 1;
        assertThat(code(batch(ledger + "/batches?atomic=true", damaged))).isEqualTo("malformed");
        assertThat(api.getAtHead(ledger + "/transactions").json().path("data")).isEmpty();
    }

    @Test
    void otherBodiesAreTakenWithoutACoding() {
        String ledger = ledger("gzip-other");
        byte[] body = deflated(posting("t", "bank", "customers:1", "1", "").getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> answer = api.exchange(
                "POST", ledger + "/transactions", body, "Content-Type", "application/json", "Content-Encoding", "gzip");
        assertThat(answer.statusCode()).isEqualTo(415);
    }
}
