package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** More than there is memory for. */
class OverloadTest extends ApiTest {
    private static final int LONGEST_BODY = 1 << 20;

    @Test
    void clientsThatHoldBodiesBackAreRefusedBeforeMemoryIsShort() throws Exception {
        String ledger = ledger("overload");
        long each = 17L * LONGEST_BODY;
        int tooMany = (int) (Runtime.getRuntime().maxMemory() / 4 / each) + 2;
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < tooMany; i++) {
                slow.add(begin(ledger + "/transactions"));
            }
            Socket refused = Waiting.until(() -> firstAnswered(slow), Objects::nonNull);
            assertThat(new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 1", "\"code\":\"overloaded\"");

            Api.Answer page = api.get(ledger + "/accounts?limit=1000");
            assertThat(page.status()).isIn(200, 503);
            assertThat(api.get("/actuator/health").status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        Waiting.until(
                () -> api.post(ledger + "/transactions", posting("after", "bank", "customers:1", "1", ""))
                        .status(),
                status -> status == 201);
    }

    /** Sends all of a long request but its last byte. */
    private static Socket begin(String path) throws IOException {
        URI root = URI.create(TallystickServer.url(server));
        Socket socket = new Socket(root.getHost(), root.getPort());
        socket.getOutputStream()
                .write(("POST " + path
                                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                                + LONGEST_BODY + "\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    /** Null while none is. */
    private static Socket firstAnswered(List<Socket> sockets) {
        return sockets.stream().filter(OverloadTest::isAnswered).findFirst().orElse(null);
    }

    private static boolean isAnswered(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
