package org.tallystick.query.event;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.events.EventLog;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.EventType;
import org.tallystick.events.RecordedEvent;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.values.InvalidValueException;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Events")
class EventController {
    /** How many events one request looks at; a filter that finds nothing there ends with a {@code next} all the same. */
    private static final int SCANNED = 10_000;

    private static final int LONGEST_FILTER = 400;

    private final EventLog log;

    EventController(EventLog log) {
        this.log = log;
    }

    @GetMapping("/v1/events")
    @Operation(
            summary = "The stored events as they are",
            description = "Goes on with after = next. A page may be empty while next is not null.")
    @QueryParameters({"after", "limit", "stream", "type", "correlation"})
    ResponseEntity<byte[]> list(HttpServletRequest request) {
        Parameters parameters =
                Parameters.of(request.getParameterMap(), "after", "limit", "stream", "type", "correlation");
        long after = parameters.number("after").orElse(0);
        int limit = parameters.integer("limit", 50, 1, 1_000);
        String stream = parameters.optional("stream", EventController::filter);
        String correlation = parameters.optional("correlation", EventController::filter);
        EventType type = parameters.optional("type", EventController::type);
        boolean filtered = type != null || correlation != null;
        int most = filtered ? SCANNED : limit;
        List<RecordedEvent> scanned = stream == null ? log.read(after, most) : log.readStream(stream, after, most);
        List<Map<String, Object>> data = new ArrayList<>();
        long last = after;
        for (RecordedEvent event : scanned) {
            if (data.size() == limit) {
                break;
            }
            last = event.position();
            if ((type == null || event.type() == type)
                    && (correlation == null
                            || correlation.equals(event.metadata().get(EventMetadata.CORRELATION_ID)))) {
                data.add(shape(event));
            }
        }
        boolean more = !scanned.isEmpty()
                && (scanned.size() == most
                        || last < scanned.get(scanned.size() - 1).position());
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("data", data);
        page.put("next", more ? Long.toString(last) : null);
        return QueryRequest.json(page, log.head());
    }

    private static String filter(String text) {
        if (text.isEmpty() || text.length() > LONGEST_FILTER) {
            throw new InvalidValueException("must be 1 to 400 characters");
        }
        return text;
    }

    private static EventType type(String name) {
        return EventType.named(name).orElseThrow(() -> new InvalidValueException("must be the name of an event type"));
    }

    private static Map<String, Object> shape(RecordedEvent event) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("position", event.position());
        shown.put("stream", event.stream());
        shown.put("sequence", event.sequence());
        shown.put("type", event.type().logicalName());
        shown.put("revision", event.type().revision());
        shown.put("recordedAt", event.recordedAt().toString());
        shown.put("metadata", event.metadata());
        shown.put("payload", EventMappers.json().<JsonNode>valueToTree(event.payload()));
        return shown;
    }
}
