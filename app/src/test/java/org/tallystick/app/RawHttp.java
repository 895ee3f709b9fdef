package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.ConfigurableApplicationContext;

/** Sends what no HTTP client would send, and reads what none would show. */
final class RawHttp {
    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z_]+)\"");

    private RawHttp() {}

    /** Each character is sent as one byte; nothing follows, so that a body that is too short ends there. */
    static String send(ConfigurableApplicationContext server, String request) throws IOException {
        return send(URI.create(TallystickServer.url(server)).getPort(), request);
    }

    /** @param port of the loopback interface */
    static String send(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String send(int port, String method, String path, String headers, String body) throws IOException {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        return send(
                port, method + " " + path + " HTTP/1.1\r\nConnection: close\r\n" + headers + length + "\r\n" + body);
    }

    static void refused(String answer, int status, String code) {
        assertThat(status(answer)).as(answer).isEqualTo(status);
        assertThat(code(answer)).as(answer).isEqualTo(code);
        assertThat(answer).doesNotContainIgnoringCase("access-control-");
    }

    static int status(String answer) {
        return Integer.parseInt(answer.substring(answer.indexOf(' ') + 1, answer.indexOf(' ') + 4));
    }

    /** Of a problem. */
    static String code(String answer) {
        Matcher code = CODE.matcher(answer);
        return code.find() ? code.group(1) : "none";
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
