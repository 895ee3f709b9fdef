package org.tallystick.openapi;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.tallystick.answers.ProblemDetails;
import org.tallystick.api.Codes;
import org.tallystick.api.Headers;
import org.tallystick.api.Outcomes;
import org.tallystick.api.ServerSent;
import org.tallystick.openapi.Operations.Operation;
import org.tallystick.values.Position;

/** What an operation can be answered with: when it was done, and what it can be refused with. */
final class Answers {
    static final String NDJSON = "application/x-ndjson";
    private static final String PROBLEM = "application/problem+json";
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "Done."), Map.entry(201, "New."), Map.entry(202, "Stored; it goes on by itself."));

    private final Schemas schemas;

    Answers(Schemas schemas) {
        this.schemas = schemas;
    }

    /** By their statuses. */
    Map<String, Object> of(Operation operation, boolean hasBody, boolean tellsPosition) {
        Map<String, Object> answers = Json.object();
        Outcomes outcomes = operation.method().getAnnotation(Outcomes.class);
        int[] done = outcomes == null ? new int[] {200} : outcomes.done();
        Arrays.stream(done)
                .sorted()
                .forEach(status -> answers.put(
                        Integer.toString(status),
                        Json.object(
                                "description", REASONS.get(status) + told(operation),
                                "headers", headers(operation, tellsPosition),
                                "content", content(operation, outcomes))));
        Codes.byStatus(refused(operation, outcomes, hasBody))
                .forEach((status, codes) -> answers.put(Integer.toString(status), problem(operation, status, codes)));
        return answers;
    }

    /** Also what any call of its kind can end with. */
    private static List<String> refused(Operation operation, Outcomes outcomes, boolean hasBody) {
        List<String> codes = new ArrayList<>(List.of("malformed", "invalid", "cross_site"));
        if (isKeyed(operation)) {
            codes.add("id_reused");
        }
        if (operation.path().contains("{")) {
            codes.add("not_found");
        }
        if (operation.method().getReturnType() == SseEmitter.class) {
            codes.add("not_acceptable");
        }
        if (hasBody) {
            codes.add("too_large");
        }
        codes.addAll(List.of("unsupported_media_type", "unknown_host"));
        if (outcomes != null) {
            codes.addAll(List.of(outcomes.refused()));
        }
        codes.addAll(List.of("fault", "overloaded"));
        codes.addAll(
                isCommand(operation) ? List.of("not_writer", "store_unavailable", "unavailable") : List.of("behind"));
        return codes;
    }

    static boolean isCommand(Operation operation) {
        return operation.controller().getPackageName().startsWith("org.tallystick.command");
    }

    static boolean isKeyed(Operation operation) {
        return isCommand(operation) && operation.verb() == RequestMethod.POST;
    }

    static String tag(Operation operation) {
        Tag tag = operation.controller().getAnnotation(Tag.class);
        return tag == null ? "Operation" : tag.name();
    }

    private static Map<String, Object> headers(Operation operation, boolean tellsPosition) {
        Map<String, Object> headers = Json.object(Headers.REQUEST_ID, Json.ref("headers", "RequestId"));
        if (tellsPosition) {
            headers.put(Headers.POSITION, Json.ref("headers", "Position"));
        }
        if (isCommand(operation)) {
            headers.put(Headers.REPLAYED, Json.ref("headers", "Replayed"));
        }
        return headers;
    }

    private static String told(Operation operation) {
        StringBuilder told = new StringBuilder();
        for (ServerSent kind : operation.method().getAnnotationsByType(ServerSent.class)) {
            told.append(" Events named ")
                    .append(kind.event())
                    .append(kind.listed() ? " have {\"data\": […]} with any number of " : " have one ")
                    .append(kind.data().getSimpleName())
                    .append(" as data.");
        }
        return told.toString();
    }

    private Map<String, Object> content(Operation operation, Outcomes outcomes) {
        if (outcomes != null && !outcomes.file().isEmpty()) {
            return Json.object(outcomes.file(), file());
        }
        if (outcomes != null && outcomes.lines() != void.class) {
            return Json.object(NDJSON, Json.object("schema", lines(schemas.answered(outcomes.lines()))));
        }
        if (operation.method().getReturnType() == SseEmitter.class) {
            for (ServerSent kind : operation.method().getAnnotationsByType(ServerSent.class)) {
                schemas.answered(kind.data());
            }
            return Json.object(MediaType.TEXT_EVENT_STREAM_VALUE, Json.object("schema", Json.object("type", "string")));
        }
        Type answer = outcomes == null || outcomes.answer() == void.class
                ? answer(operation.method().getGenericReturnType())
                : outcomes.answer();
        Map<String, Object> content =
                Json.object(MediaType.APPLICATION_JSON_VALUE, Json.object("schema", schemas.answered(answer)));
        if (outcomes != null && !outcomes.alsoFile().isEmpty()) {
            content.put(outcomes.alsoFile(), file());
        }
        return content;
    }

    private static Map<String, Object> file() {
        return Json.object("schema", Json.object("type", "string", "format", "binary"));
    }

    /** NDJSON is described as the array of its lines. */
    static Map<String, Object> lines(Map<String, Object> line) {
        return Json.object(
                "type", "array", "description", "Each element is a line, not an element of an array.", "items", line);
    }

    private static Type answer(Type returned) {
        Type inner = returned;
        while (inner instanceof ParameterizedType generic && generic.getActualTypeArguments().length == 1) {
            inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == ResponseEntity.class) {
                return inner;
            }
        }
        return inner;
    }

    private Map<String, Object> problem(Operation operation, int status, List<String> codes) {
        Map<String, Object> headers = Json.object(Headers.REQUEST_ID, Json.ref("headers", "RequestId"));
        if (isCommand(operation) && List.of(404, 409, 422).contains(status)) {
            headers.put(Headers.POSITION, Json.ref("headers", "SeenPosition"));
        }
        if (status == 503) {
            headers.put("Retry-After", Json.ref("headers", "RetryAfter"));
        }
        return Json.object(
                "description",
                "Refused: " + String.join(", ", codes) + ".",
                "headers",
                headers,
                "content",
                Json.object(PROBLEM, Json.object("schema", schemas.answered(ProblemDetails.class))));
    }

    /** The headers that answers refer to. */
    static Map<String, Object> headers() {
        Map<String, Object> position = ValueForms.of(Position.class, false);
        return Json.object(
                "RequestId",
                Json.object(
                        "description",
                        "The identifier of the request, its own or one that was made for it.",
                        "required",
                        true,
                        "schema",
                        Json.object("type", "string")),
                "Position",
                Json.object(
                        "description",
                        "The position that the answer reflects: sent along as position with a question, its answer"
                                + " reflects it, too.",
                        "required",
                        true,
                        "schema",
                        position),
                "SeenPosition",
                Json.object(
                        "description",
                        "The position at which it was refused, where it was looked at.",
                        "schema",
                        position),
                "Replayed",
                Json.object(
                        "description",
                        "true where the same had been done before, and nothing was stored.",
                        "schema",
                        Json.object("type", "string", "enum", List.of("true"))),
                "RetryAfter",
                Json.object(
                        "description",
                        "Seconds after which to send the same again.",
                        "required",
                        true,
                        "schema",
                        Json.object("type", "integer", "format", "int32")));
    }
}
