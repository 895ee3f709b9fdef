package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads server-sent events as a browser does. */
final class EventStream implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final InputStream body;
    private final Scanner lines;

    private EventStream(InputStream body) {
        this.body = body;
        this.lines = new Scanner(body, StandardCharsets.UTF_8);
    }

    record Event(String name, long id, JsonNode data) {}

    /** @param lastEventId null for a first visit */
    static EventStream open(String url, String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        return new EventStream(response.body());
    }

    /** Waits for the next event. */
    Event next() {
        String name = "message";
        long id = -1;
        StringBuilder data = new StringBuilder();
        while (true) {
            String line = lines.nextLine();
            if (line.isEmpty() && !data.isEmpty()) {
                return new Event(name, id, JsonMapper.shared().readTree(data.toString()));
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("id:")) {
                id = Long.parseLong(line.substring(3).strip());
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5));
            }
        }
    }

    List<Event> next(int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(next());
        }
        return events;
    }

    boolean hasEnded() {
        while (lines.hasNextLine()) {
            lines.nextLine();
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
