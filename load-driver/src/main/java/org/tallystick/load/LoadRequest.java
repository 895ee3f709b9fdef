package org.tallystick.load;

import java.nio.charset.StandardCharsets;

/**
 * A request as it goes over the wire.
 *
 * @param units what it counts for when it is taken, such as the lines of a batch
 */
public record LoadRequest(byte[] bytes, int units) {

    public static LoadRequest get(String path) {
        return new LoadRequest(ascii("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"), 1);
    }

    public static LoadRequest post(String path, String contentType, String body, int units) {
        return post(path, contentType, "", body, units);
    }

    /** @param headers further ones, each with its end of line */
    public static LoadRequest post(String path, String contentType, String headers, String body, int units) {
        return new LoadRequest(withBody("POST", path, contentType, headers, body), units);
    }

    public static LoadRequest put(String path, String body) {
        return new LoadRequest(withBody("PUT", path, "application/json", "", body), 1);
    }

    private static byte[] withBody(String method, String path, String contentType, String headers, String body) {
        return ascii(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + contentType + "\r\n"
                + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Bodies are ASCII as well, so that their length in characters is their length. */
    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
