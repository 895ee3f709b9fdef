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
}
