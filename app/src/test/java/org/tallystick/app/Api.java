package org.tallystick.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a running server as a client would. */
final class Api {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String root;

    Api(String root) {
        this.root = root;
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET().build());
    }

    /** @param accept the media types that the client would take */
    Answer get(String path, String accept) {
        return send(
                HttpRequest.newBuilder(uri(path)).header("Accept", accept).GET().build());
    }

    /** Asks again, as 503 tells a client to, while the read model is behind. */
    Answer getWhenThere(String path) {
        Answer answer = get(path);
        for (int i = 0; answer.status() == 503 && i < 30; i++) {
            answer = get(path);
        }
        return answer;
    }

    /** @return the position of the last event that is stored */
    long head() {
        return Long.parseLong(get("/v1/projections/ledgers").json().path("head").asString());
    }

    /** @param path without a query; what it names as it is after all that is stored */
    Answer getAtHead(String path) {
        return getWhenThere(path + "?position=" + head());
    }

    /** @param query without a position */
    Answer getAtHead(String path, String query) {
        return getWhenThere(path + "?" + query + (query.isEmpty() ? "" : "&") + "position=" + head());
    }

    /** @param key the idempotency key */
    Answer postKeyed(String path, String key, String body) {
        return postKeyed(path, key, "application/json", body);
    }

    Answer postKeyed(String path, String key, String contentType, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", contentType)
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** @param actor whom a proxy in front would have authenticated */
    Answer postAs(String path, String actor, String body) {
        return send(json(path)
                .header("X-Forwarded-User", actor)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    Answer putAs(String path, String actor, String body) {
        return send(json(path)
                .header("X-Forwarded-User", actor)
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    Answer delete(String path) {
        return send(HttpRequest.newBuilder(uri(path)).DELETE().build());
    }

    Answer put(String path, String body) {
        return send(json(path).PUT(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    Answer post(String path, String body) {
        return send(json(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    Answer patch(String path, String body) {
        return send(json(path)
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    Answer post(String path, String contentType, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** @param headers names and values by turns */
    HttpResponse<byte[]> exchange(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder json(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json");
    }

    private URI uri(String path) {
        return URI.create(root + path);
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValueAsLong("Tallystick-Position").orElse(-1),
                    response.headers().firstValue("Idempotent-Replayed").isPresent(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the server said. */
    record Answer(int status, long position, boolean replayed, String contentType, String text) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        String code() {
            return json().path("code").asString();
        }
    }
}
