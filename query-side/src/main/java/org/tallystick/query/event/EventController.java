package org.tallystick.query.event;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.tallystick.answers.Listing;
import org.tallystick.answers.StoredEvent;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.api.ServerSent;
import org.tallystick.eventstore.EventLog;
import org.tallystick.query.entry.RecordedPositions;
import org.tallystick.query.http.QueryRequest;

@RestController
@Tag(name = "Events")
class EventController {
    private final EventLog log;
    private final RecordedPositions positions;
    private final EventStreams streams;

    EventController(EventLog log, RecordedPositions positions, EventStreams streams) {
        this.log = log;
        this.positions = positions;
        this.streams = streams;
    }

    @GetMapping("/v1/events")
    @Operation(
            operationId = "listEvents",
            summary = "The stored events as they are",
            description =
                    "Goes on with after = next, which is null only at the head, or where to says that it ends: a page may be"
                            + " short or empty while it is not.")
    @QueryParameters({"after", "limit", "stream", "ledger", "type", "actor", "correlation", "from", "to"})
    ResponseEntity<Listing<StoredEvent>> list(HttpServletRequest request) {
        Parameters parameters = QueryRequest.parameters(request);
        int limit = parameters.integer("limit", 50, 1, 1_000);
        EventScan scan = new EventScan(log, after(parameters), last(parameters), EventFilter.of(parameters));
        scan.find(limit);
        List<StoredEvent> found =
                scan.found().stream().map(StoredEvents::answer).toList();
        String next = scan.hasEnded() ? null : Long.toString(scan.position());
        return QueryRequest.ok(new Listing<>(found, next), scan.reached());
    }

    private long after(Parameters parameters) {
        long after = parameters.number("after").orElse(0);
        Instant from = parameters.instant("from");
        return from == null ? after : Math.max(after, positions.before(from));
    }

    private long last(Parameters parameters) {
        Instant to = parameters.instant("to");
        return to == null || to.isAfter(Instant.now()) ? Long.MAX_VALUE : positions.before(to);
    }

    @GetMapping(path = "/v1/events/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "followEvents",
            summary = "Follow the stored events over server-sent events",
            description = "Each as an event of the same form as in the list, with its position as id: those after the"
                    + " position named by Last-Event-ID or after, or else those that are stored from now on.")
    @QueryParameters({"after", "stream", "ledger", "type", "actor", "correlation"})
    @ServerSent(event = "event", data = StoredEvent.class)
    SseEmitter follow(HttpServletRequest request) {
        Parameters parameters = QueryRequest.parameters(request);
        return streams.follow(EventFilter.of(parameters), parameters.number("after"), request);
    }
}
