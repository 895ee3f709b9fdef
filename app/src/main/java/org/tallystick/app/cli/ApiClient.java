package org.tallystick.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.tallystick.app.settings.UsageException;

/** Speaks to a server. Safe for use by several threads. */
final class ApiClient {
    static final String JSON = "application/json";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String root;

    /** @param url the root of the server */
    ApiClient(String url) {
        this.root = url.replaceAll("/+$", "");
    }

    /** What the server said. */
    record Answer(int status, String body) {}

    Answer get(String path) throws IOException {
        return answer(request(path).GET());
    }

    Answer send(String method, String path, String type, String body, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request =
                request(path).header("Content-Type", type).method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return answer(request);
    }

    /** The body of an answer as it comes. */
    InputStream download(String path) throws IOException {
        HttpResponse<InputStream> response = exchange(request(path).GET(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            try (InputStream problem = response.body()) {
                throw new UsageException(
                        "the server refused: " + new String(problem.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(root + path));
        } catch (IllegalArgumentException e) {
            throw new UsageException("not a URL: " + root + path, e);
        }
    }

    private Answer answer(HttpRequest.Builder request) throws IOException {
        HttpResponse<String> response = exchange(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws IOException {
        try {
            return http.send(request.build(), body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
