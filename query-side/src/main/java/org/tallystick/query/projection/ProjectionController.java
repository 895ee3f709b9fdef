package org.tallystick.query.projection;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.tallystick.answers.DeadLetter;
import org.tallystick.answers.DiscardedDeadLetters;
import org.tallystick.answers.Listing;
import org.tallystick.answers.Projection;
import org.tallystick.answers.TakenDeadLetters;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Bodies;
import org.tallystick.api.Body;
import org.tallystick.api.Fields;
import org.tallystick.api.Outcomes;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.api.QueryParameters;
import org.tallystick.api.ServerSent;
import org.tallystick.bodies.EventToDiscard;
import org.tallystick.bodies.EventsToRetry;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.readmodels.ParkedEvent;
import org.tallystick.readmodels.ProjectionEngine;
import org.tallystick.readmodels.ProjectionProgress;
import org.tallystick.readmodels.ReplayRunningException;
import org.tallystick.readmodels.UnknownProjectionException;
import org.tallystick.storage.thread.ProcessThreads;
import org.tallystick.values.Position;
import org.tallystick.values.Text;

@RestController
@Tag(name = "Projections")
class ProjectionController implements AutoCloseable {
    private static final int MAX_BODY = 10_000;

    private final ProjectionEngine engine;
    private final ScheduledExecutorService timer = ProcessThreads.timer("projection-progress");

    ProjectionController(ProjectionEngine engine) {
        this.engine = engine;
    }

    @GetMapping("/v1/projections")
    @Operation(operationId = "listProjections", summary = "How far every projection is")
    ResponseEntity<Listing<Projection>> list(HttpServletRequest request) {
        QueryRequest.parameters(request);
        return ResponseEntity.ok(new Listing<>(
                engine.progress().stream().map(ProjectionController::answer).toList(), null));
    }

    private static Projection answer(ProjectionProgress progress) {
        return new Projection(
                progress.name(),
                progress.version(),
                new Position(progress.position()),
                new Position(progress.head()),
                Math.max(0, progress.head() - progress.position()),
                progress.replaying(),
                progress.eventsDone(),
                progress.eventsTotal(),
                progress.eventsPerSecond(),
                progress.secondsLeft());
    }

    private void requireKnown(String name) {
        try {
            engine.progress(name);
        } catch (UnknownProjectionException e) {
            throw new ProblemException(Problem.notFound(e.getMessage()));
        }
    }

    @GetMapping("/v1/projections/{name}")
    @Operation(operationId = "getProjection", summary = "How far a projection is")
    ResponseEntity<Projection> get(@PathVariable String name, HttpServletRequest request) {
        QueryRequest.parameters(request);
        requireKnown(name);
        return ResponseEntity.ok(answer(engine.progress(name)));
    }

    @PostMapping("/v1/projections/{name}/replay")
    @Operation(
            operationId = "replayProjection",
            summary = "Rebuild a projection from the events",
            description = "The old version answers until the new one has caught up. 409 while a replay runs.")
    @Outcomes(done = 202, refused = "replay_running")
    ResponseEntity<Projection> replay(@PathVariable String name, HttpServletRequest request) {
        QueryRequest.parameters(request);
        requireKnown(name);
        try {
            engine.replay(name);
        } catch (ReplayRunningException e) {
            throw new ProblemException(
                    new Problem(409, "replay_running", "A replay of " + name + " is running already.", Map.of()));
        }
        return ResponseEntity.accepted().body(answer(engine.progress(name)));
    }

    @GetMapping("/v1/projections/{name}/progress")
    @Operation(operationId = "followReplay", summary = "Follow a replay over server-sent events until it ends")
    @ServerSent(event = "progress", data = Projection.class)
    SseEmitter follow(@PathVariable String name, HttpServletRequest request) {
        QueryRequest.parameters(request);
        requireKnown(name);
        SseEmitter emitter = new SseEmitter(0L);
        AtomicReference<ScheduledFuture<?>> task = new AtomicReference<>();
        Runnable stop = () -> {
            ScheduledFuture<?> running = task.get();
            if (running != null) {
                running.cancel(false);
            }
        };
        emitter.onCompletion(stop);
        emitter.onError(e -> stop.run());
        task.set(timer.scheduleAtFixedRate(() -> tell(name, emitter, stop), 0, 250, TimeUnit.MILLISECONDS));
        return emitter;
    }

    private void tell(String name, SseEmitter emitter, Runnable stop) {
        try {
            ProjectionProgress progress = engine.progress(name);
            emitter.send(SseEmitter.event().name("progress").data(ApiJson.text(answer(progress))));
            if (!progress.replaying()) {
                emitter.complete();
                stop.run();
            }
        } catch (IOException | RuntimeException e) {
            stop.run();
        }
    }

    @GetMapping("/v1/projections/{name}/dead-letters")
    @Operation(operationId = "listDeadLetters", summary = "Events that the projection could not take, oldest first")
    @QueryParameters({"limit", "cursor"})
    ResponseEntity<Listing<DeadLetter>> deadLetters(@PathVariable String name, HttpServletRequest request) {
        Parameters parameters = QueryRequest.parameters(request);
        requireKnown(name);
        int limit = parameters.integer("limit", 50, 1, 1_000);
        OptionalLong after = parameters.number("cursor");
        List<ParkedEvent> letters = engine.parked(name, after.orElse(0), limit);
        String next = letters.size() < limit
                ? null
                : Long.toString(letters.get(limit - 1).position());
        return ResponseEntity.ok(
                new Listing<>(letters.stream().map(ProjectionController::answer).toList(), next));
    }

    private static DeadLetter answer(ParkedEvent letter) {
        return new DeadLetter(
                new Position(letter.position()), letter.stream(), letter.cause(), letter.attempts(), letter.parkedAt());
    }

    @PostMapping("/v1/projections/{name}/dead-letters/retry")
    @Operation(operationId = "retryDeadLetters", summary = "Take parked events again: of one stream, or of all")
    @Body(value = EventsToRetry.class, optional = true)
    ResponseEntity<TakenDeadLetters> retry(@PathVariable String name, HttpServletRequest request) {
        QueryRequest.parameters(request);
        requireKnown(name);
        byte[] body = Bodies.read(request::getInputStream, request.getContentLengthLong(), MAX_BODY);
        String stream = body.length == 0
                ? null
                : Fields.of(ApiJson.read(body), EventsToRetry.class).text("stream", 400);
        return ResponseEntity.ok(new TakenDeadLetters(engine.retry(name, stream)));
    }

    @PostMapping("/v1/projections/{name}/dead-letters/discard")
    @Operation(operationId = "discardDeadLetter", summary = "Give up on the first parked event of a stream")
    @Body(value = EventToDiscard.class, example = "{\"stream\": \"books/a/customers:1\", \"position\": \"17\"}")
    ResponseEntity<DiscardedDeadLetters> discard(@PathVariable String name, HttpServletRequest request) {
        QueryRequest.parameters(request);
        requireKnown(name);
        Fields fields = Fields.of(
                ApiJson.read(Bodies.read(request::getInputStream, request.getContentLengthLong(), MAX_BODY)),
                EventToDiscard.class);
        String stream = fields.required("stream", Text::storable);
        Position position = fields.position("position");
        if (!engine.discard(name, stream, position.value())) {
            throw new ProblemException(
                    Problem.notFound("The event at " + position + " is not the first that waits on this stream."));
        }
        return ResponseEntity.ok(new DiscardedDeadLetters(1));
    }

    @Override
    public void close() {
        timer.shutdown();
    }
}
