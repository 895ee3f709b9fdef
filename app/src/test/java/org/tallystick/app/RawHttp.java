package org.tallystick.app;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.context.ConfigurableApplicationContext;

/** Sends what no HTTP client would send, and reads what none would show. */
final class RawHttp {
    private RawHttp() {}

    /** Each character is sent as one byte; nothing follows, so that a body that is too short ends there. */
    static String send(ConfigurableApplicationContext server, String request) throws IOException {
        URI root = URI.create(TallystickServer.url(server));
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The body of an answer that was sent in chunks of ASCII, without their frames. */
    static String dechunked(String answer) {
        StringBuilder body = new StringBuilder();
        int at = answer.indexOf("\r\n\r\n") + 4;
        while (true) {
            int end = answer.indexOf("\r\n", at);
            int size = Integer.parseInt(answer.substring(at, end), 16);
            if (size == 0) {
                return body.toString();
            }
            body.append(answer, end + 2, end + 2 + size);
            at = end + 2 + size + 2;
        }
    }
}
