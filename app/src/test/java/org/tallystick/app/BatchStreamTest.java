package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A batch is answered while it is sent, to whoever says {@code TE: trailers}. */
@Timeout(60)
class BatchStreamTest extends ApiTest {
    private static final String TRAILERS = "TE: trailers\r\nConnection: close, TE\r\n";

    private static String line(String id) {
        return posting(id, "bank", "customers:1", "1", "") + "\n";
    }

    private static String lines(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> line(prefix + i)).collect(Collectors.joining());
    }

    private static int balance(String ledger) {
        return account(ledger, "customers:1", api.head()).path("balance").asInt();
    }

    @Test
    void eachLineIsAnsweredBeforeTheNextIsSent() throws IOException {
        String ledger = ledger("stream-lockstep");
        try (Sender sender = new Sender(ledger, TRAILERS)) {
            for (int i = 1; i <= 20; i++) {
                sender.send(line("t" + i));
                assertThat(sender.nextLine()).startsWith("{\"line\":" + i + ",\"status\":201");
                assertThat(balance(ledger)).isEqualTo(i);
            }
            sender.end();
            assertThat(sender.nextLine()).isEmpty();
            assertThat(sender.headers()).containsIgnoringCase("Tallystick-Position: ");
        }
    }

    @Test
    void aLineThatIsBegunHoldsNothingBack() throws IOException {
        String ledger = ledger("stream-begun");
        try (Sender sender = new Sender(ledger, TRAILERS)) {
            sender.send(line("t1") + line("t2").substring(0, 30));
            assertThat(sender.nextLine()).contains("\"id\":\"t1\"");
            sender.send(line("t2").substring(30));
            assertThat(sender.nextLine()).contains("\"id\":\"t2\"");
            sender.end();
        }
    }

    @Test
    void aMalformedLineInTheMiddleIsAnsweredInItsPlace() throws IOException {
        String ledger = ledger("stream-malformed");
        try (Sender sender = new Sender(ledger, TRAILERS)) {
            sender.send(line("t1") + "{\"id\": \n" + "\n" + line("t3"));
            sender.end();
            assertThat(sender.nextLine()).contains("\"line\":1,\"status\":201");
            assertThat(sender.nextLine()).contains("\"line\":2,\"status\":400").contains("malformed");
            assertThat(sender.nextLine()).contains("\"line\":3,\"status\":201");
        }
        assertThat(balance(ledger)).isEqualTo(2);
    }

    @RepeatedTest(5)
    void aBodyThatBreaksOffEndsTheAnswerWithALineOfItsOwn() throws IOException {
        String ledger = ledger("stream-broken-" + System.nanoTime());
        try (Sender sender = new Sender(ledger, TRAILERS)) {
            sender.send(line("first"));
            assertThat(sender.nextLine()).contains("\"line\":1,\"status\":201");
            breakOff(sender);
            for (int i = 2; i <= 601; i++) {
                assertThat(sender.nextLine()).contains("\"line\":" + i + ",\"status\":201");
            }
            assertThat(sender.nextLine())
                    .contains("\"line\":602,\"status\":400")
                    .contains("could not be read");
            assertThat(sender.nextLine()).isEmpty();
        }
        assertThat(balance(ledger)).isEqualTo(601);
    }

    /** Nothing has been told of any line by then; whole chunks before may be stored. */
    @Test
    void aBodyThatBreaksOffBeforeTheAnswerHasBegunIsMalformed() throws IOException {
        String ledger = ledger("stream-broken-whole");
        try (Sender sender = new Sender(ledger, "Connection: close\r\n")) {
            breakOff(sender);
            assertThat(sender.headers()).startsWith("HTTP/1.1 400");
        }
        try (Sender sender = new Sender(ledger, "Connection: close\r\n")) {
            sender.send(lines("t", 601));
            sender.end();
            for (int i = 1; i <= 601; i++) {
                assertThat(sender.nextLine()).startsWith("{\"line\":" + i + ",\"status\":201");
            }
        }
        assertThat(balance(ledger)).isEqualTo(601);
    }

    private static void breakOff(Sender sender) throws IOException {
        sender.send(lines("t", 600) + line("t600").substring(0, 30));
        sender.socket.shutdownOutput();
    }

    @Test
    void aKeyPostsEachLineOnceHoweverItsRepetitionArrives() throws IOException {
        String ledger = ledger("stream-key");
        String headers = TRAILERS + "Idempotency-Key: k\r\n";
        try (Sender sender = new Sender(ledger, headers)) {
            sender.send(lines("t", 600));
            sender.end();
            for (int i = 1; i <= 600; i++) {
                assertThat(sender.nextLine()).startsWith("{\"line\":" + i + ",\"status\":201");
            }
        }
        String unnamed = line("t0").replace("\"id\": \"t0\", ", "");
        try (Sender sender = new Sender(ledger, headers)) {
            for (int i = 1; i <= 600; i++) {
                sender.send(unnamed);
            }
            sender.end();
            for (int i = 1; i <= 600; i++) {
                assertThat(sender.nextLine()).startsWith("{\"line\":" + i + ",\"status\":409");
            }
        }
        assertThat(balance(ledger)).isEqualTo(600);
    }

    @Test
    void aLineThatIsTooLongEndsTheBatch() throws IOException {
        String ledger = ledger("stream-long");
        try (Sender sender = new Sender(ledger, TRAILERS)) {
            sender.send(line("t1"));
            assertThat(sender.nextLine()).contains("\"status\":201");
            sender.sendUnlessRefused("x".repeat((1 << 20) + 100_000));
            assertThat(sender.nextLine()).contains("\"line\":2,\"status\":413").contains("too_large");
        }
        assertThat(balance(ledger)).isEqualTo(1);
    }

    @Test
    void aSenderThatGoesAwayLeavesWhatWasAnsweredAndNothingHanging() throws IOException {
        String ledger = ledger("stream-gone");
        try (Sender sender = new Sender(ledger, TRAILERS)) {
            sender.send(lines("t", 700) + "{\"id\"");
            for (int i = 1; i <= 700; i++) {
                assertThat(sender.nextLine()).contains("\"status\":201");
            }
            sender.socket.setSoLinger(true, 0);
        }
        assertThat(balance(ledger)).isEqualTo(700);
        Waiting.until(
                () -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("batch-reader"))
                        .count(),
                readers -> readers == 0);
    }

    /** Without trailers the answer waits for the last line, and so it cannot stop a sender that reads nothing before. */
    @Test
    void whoReadsOnlyAtTheEndIsAnsweredInWhole() throws IOException {
        String ledger = ledger("stream-whole");
        try (Sender sender = new Sender(ledger, "Connection: close\r\n")) {
            sender.send(lines("t", 10_000));
            sender.end();
            for (int i = 1; i <= 10_000; i++) {
                assertThat(sender.nextLine()).startsWith("{\"line\":" + i + ",\"status\":201");
            }
            assertThat(sender.head).contains("Tallystick-Position: ");
        }
    }

    @Test
    void whoReadsSlowlyIsWaitedFor() throws Exception {
        String ledger = ledger("stream-slow");
        try (Sender sender = new Sender(ledger, TRAILERS)) {
            Thread sending = new Thread(() -> sender.sendUnlessRefused(lines("t", 10_000)));
            sending.start();
            assertThat(sender.nextLine()).contains("\"line\":1,");
            for (int i = 2; i <= 10_000; i++) {
                assertThat(sender.nextLine()).contains("\"line\":" + i + ",\"status\":201");
            }
            sending.join();
            sender.end();
        }
        assertThat(balance(ledger)).isEqualTo(10_000);
    }

    /** Sends a body in chunks and reads the answer line by line meanwhile. */
    private static final class Sender implements AutoCloseable {
        private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");

        private final Socket socket;
        private final OutputStream out;
        private final InputStream in;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private String head;
        private int left;
        private boolean inChunks = true;

        Sender(String ledger, String headers) throws IOException {
            URI root = URI.create(TallystickServer.url(server));
            socket = new Socket(root.getHost(), root.getPort());
            socket.setSoTimeout(30_000);
            out = socket.getOutputStream();
            in = new BufferedInputStream(socket.getInputStream());
            write("POST " + ledger + "/batches HTTP/1.1\r\nHost: localhost\r\n" + headers
                    + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        void send(String text) throws IOException {
            write(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
        }

        void sendUnlessRefused(String text) {
            try {
                send(text);
            } catch (IOException e) {
                // What was answered before tells why.
            }
        }

        void end() throws IOException {
            write("0\r\n\r\n");
        }

        /** The next line of the body of the answer, which comes as a whole, or in chunks that end anywhere. */
        String nextLine() throws IOException {
            if (head == null) {
                head = headers();
                Matcher length = LENGTH.matcher(head);
                inChunks = !length.find();
                left = inChunks ? 0 : Integer.parseInt(length.group(1));
            }
            body.reset();
            for (int b = bodyByte(); b >= 0 && b != '\n'; b = bodyByte()) {
                body.write(b);
            }
            return body.toString(StandardCharsets.UTF_8);
        }

        private int bodyByte() throws IOException {
            if (left == 0 && !inChunks) {
                return -1;
            }
            if (left == 0) {
                String size = httpLine();
                size = size.isEmpty() ? httpLine() : size;
                left = size.isEmpty() ? 0 : Integer.parseInt(size, 16);
            }
            return left-- == 0 ? -1 : in.read();
        }

        /** The head of the answer, or after its body the trailers. */
        String headers() throws IOException {
            StringBuilder lines = new StringBuilder();
            for (String line = httpLine(); !line.isEmpty(); line = httpLine()) {
                lines.append(line).append('\n');
            }
            return lines.toString();
        }

        private String httpLine() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                line.append((char) b);
            }
            return line.toString().trim();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
