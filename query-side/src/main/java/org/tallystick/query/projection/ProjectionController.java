package org.tallystick.query.projection;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Bodies;
import org.tallystick.api.Fields;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.api.QueryParameters;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.Text;

@RestController
@Tag(name = "Projections")
class ProjectionController implements AutoCloseable {
    private static final int MAX_BODY = 10_000;

    private final ProjectionEngine engine;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "projection-progress");
        thread.setDaemon(true);
        return thread;
    });

    ProjectionController(ProjectionEngine engine) {
        this.engine = engine;
    }

    @GetMapping("/v1/projections")
    @Operation(summary = "How far every projection is")
    ResponseEntity<byte[]> list(HttpServletRequest request) {
        Parameters.of(request.getParameterMap());
        List<Map<String, Object>> data =
                engine.progress().stream().map(ProjectionProgress::members).toList();
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("data", data);
        page.put("next", null);
        return json(200, page);
    }

    @GetMapping("/v1/projections/{name}")
    @Operation(summary = "How far a projection is")
    ResponseEntity<byte[]> get(@PathVariable String name, HttpServletRequest request) {
        Parameters.of(request.getParameterMap());
        return json(200, engine.progress(name).members());
    }

    @PostMapping("/v1/projections/{name}/replay")
    @Operation(
            summary = "Rebuild a projection from the events",
            description = "The old version answers until the new one has caught up. 409 while a replay runs.")
    ResponseEntity<byte[]> replay(@PathVariable String name, HttpServletRequest request) {
        Parameters.of(request.getParameterMap());
        try {
            engine.replay(name);
        } catch (ReplayRunningException e) {
            throw new ProblemException(
                    new Problem(409, "replay_running", "A replay of " + name + " is running already.", Map.of()));
        }
        return json(202, engine.progress(name).members());
    }

    @GetMapping("/v1/projections/{name}/progress")
    @Operation(summary = "Follow a replay over server-sent events until it ends")
    SseEmitter follow(@PathVariable String name, HttpServletRequest request) {
        Parameters.of(request.getParameterMap());
        engine.progress(name);
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
            emitter.send(SseEmitter.event().name("progress").data(ApiJson.text(progress.members())));
            if (!progress.replaying()) {
                emitter.complete();
                stop.run();
            }
        } catch (IOException | RuntimeException e) {
            stop.run();
        }
    }

    @GetMapping("/v1/projections/{name}/dead-letters")
    @Operation(summary = "Events that the projection could not take, oldest first")
    @QueryParameters({"limit", "cursor"})
    ResponseEntity<byte[]> deadLetters(@PathVariable String name, HttpServletRequest request) {
        Parameters parameters = Parameters.of(request.getParameterMap(), "limit", "cursor");
        int limit = parameters.integer("limit", 50, 1, 1_000);
        OptionalLong after = parameters.number("cursor");
        List<DeadLetters.Letter> letters = engine.deadLetters(name, after.orElse(0), limit);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("data", letters.stream().map(ProjectionController::shape).toList());
        page.put(
                "next",
                letters.size() < limit
                        ? null
                        : Long.toString(letters.get(limit - 1).position()));
        return json(200, page);
    }

    private static Map<String, Object> shape(DeadLetters.Letter letter) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("position", letter.position());
        shown.put("stream", letter.stream());
        shown.put("cause", letter.cause());
        shown.put("attempts", letter.attempts());
        shown.put("parkedAt", letter.parkedAt().toString());
        return shown;
    }

    @PostMapping("/v1/projections/{name}/dead-letters/retry")
    @Operation(summary = "Take parked events again: of one stream, or of all")
    ResponseEntity<byte[]> retry(@PathVariable String name, HttpServletRequest request) {
        Parameters.of(request.getParameterMap());
        byte[] body = Bodies.read(request::getInputStream, request.getContentLengthLong(), MAX_BODY);
        String stream = body.length == 0
                ? null
                : Fields.of(ApiJson.read(body), "stream").text("stream", 400);
        int taken = engine.runner(name).retry(stream);
        return json(200, Map.of("taken", taken));
    }

    @PostMapping("/v1/projections/{name}/dead-letters/discard")
    @Operation(summary = "Give up on the first parked event of a stream")
    ResponseEntity<byte[]> discard(@PathVariable String name, HttpServletRequest request) {
        Parameters.of(request.getParameterMap());
        Fields fields = Fields.of(
                ApiJson.read(Bodies.read(request::getInputStream, request.getContentLengthLong(), MAX_BODY)),
                "stream",
                "position");
        String stream = fields.required("stream", Text::storable);
        long position = fields.requiredInteger("position", ProjectionController::position)
                .longValue();
        if (!engine.runner(name).discard(stream, position)) {
            throw new ProblemException(
                    Problem.notFound("The event at " + position + " is not the first that waits on this stream."));
        }
        return json(200, Map.of("discarded", 1));
    }

    private static BigInteger position(BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > 63) {
            throw new InvalidValueException("must be a whole number from 0 on, below 2^63");
        }
        return number;
    }

    private static ResponseEntity<byte[]> json(int status, Object body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(ApiJson.write(body));
    }

    @Override
    public void close() {
        timer.shutdown();
    }
}
