package org.tallystick.openapi;

import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Body;
import org.tallystick.api.QueryParameters;

/** Writes the OpenAPI document of the controllers on the class path. */
public final class OpenApiDocument {
    private static final String PACKAGES = "org.tallystick";

    private final Schemas schemas;
    private final Answers answers;
    private final QueryForms forms = new QueryForms();

    private OpenApiDocument(List<Path> sources) {
        this.schemas = new Schemas(new Javadocs(sources));
        this.answers = new Answers(schemas);
    }

    /** @param arguments the file to write, and the roots of the sources whose Javadoc is quoted */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        Path file = Path.of(arguments[0]);
        List<Path> sources = Arrays.stream(arguments).skip(1).map(Path::of).toList();
        Files.createDirectories(file.getParent());
        Files.write(file, ApiJson.write(new OpenApiDocument(sources).document()));
    }

    private Map<String, Object> document() throws ClassNotFoundException {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        TreeSet<String> tags = new TreeSet<>();
        for (Operations.Operation operation : Operations.in(PACKAGES)) {
            tags.add(Answers.tag(operation));
            paths.computeIfAbsent(operation.path(), path -> Json.object())
                    .put(operation.verb().name().toLowerCase(Locale.ROOT), operation(operation));
        }
        addExamples(paths);
        return Json.object(
                "openapi", "3.1.0",
                "info", info(),
                "servers", List.of(Json.object("url", "/")),
                "tags", tags.stream().map(tag -> Json.object("name", tag)).toList(),
                "paths", paths,
                "components", Json.object("schemas", schemas.named(), "headers", Answers.headers()));
    }

    private static Map<String, Object> info() {
        return Json.object(
                "title",
                "Tallystick",
                "version",
                "1",
                "description",
                "A double-entry ledger that keeps every change as an event. Amounts are integers of minor units, of"
                        + " up to 38 digits; with Tallystick-Amounts: string, or ?amounts=string, answers have them as strings"
                        + " of digits. With Prefer: return=minimal a command is answered with identifier, state and position"
                        + " alone. Answers of a ledger carry Tallystick-Position: what is asked with that"
                        + " position reflects it. X-Request-Id and X-Correlation-Id of a request are kept with what"
                        + " it stores. Unknown members, parameters and values out of their form are refused.",
                "license",
                Json.object("name", "Apache-2.0", "identifier", "Apache-2.0"));
    }

    private Map<String, Object> operation(Operations.Operation operation) {
        Operation said = operation.method().getAnnotation(Operation.class);
        Body body = operation.method().getAnnotation(Body.class);
        QueryParameters asked = operation.method().getAnnotation(QueryParameters.class);
        List<String> queries = asked == null ? List.of() : List.of(asked.value());
        String id = said == null ? "" : said.operationId();
        boolean tellsPosition = Answers.isCommand(operation)
                || id.equals("listEvents")
                || queries.contains("position") && operation.method().getReturnType() != SseEmitter.class;
        return Json.object(
                "operationId",
                id,
                "tags",
                List.of(Answers.tag(operation)),
                "summary",
                said == null ? null : said.summary(),
                "description",
                said == null || said.description().isEmpty() ? null : said.description(),
                "x-tallystick-role",
                Answers.isCommand(operation) ? "command" : "query",
                "parameters",
                parameters(operation, id, queries),
                "requestBody",
                body == null ? null : body(body),
                "responses",
                answers.of(operation, body != null, tellsPosition));
    }

    private List<Map<String, Object>> parameters(Operations.Operation operation, String id, List<String> queries) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        Stream.of(operation.method().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(PathVariable.class))
                .forEach(parameter -> parameters.add(forms.path(operation.path(), parameter.getName())));
        queries.forEach(name -> parameters.add(forms.query(id, name)));
        if (Answers.isKeyed(operation)) {
            parameters.add(forms.idempotencyKey());
        }
        if (queries.contains("position")) {
            parameters.add(forms.seenPosition());
        }
        if (operation.method().getReturnType() == SseEmitter.class && !queries.isEmpty()) {
            parameters.add(forms.lastEventId());
        }
        return parameters;
    }

    private Map<String, Object> body(Body body) {
        Map<String, Object> one = schemas.sent(body.value());
        Object content = body.maxLines() > 0
                ? Json.object(
                        Answers.NDJSON,
                        Json.object("schema", lines(one, body.maxLines()), "example", body.example() + "\n"))
                : Json.object("application/json", Json.object("schema", one, "example", ApiJson.read(body.example())));
        return Json.object("required", !body.optional(), "content", content);
    }

    private static Map<String, Object> lines(Map<String, Object> one, int most) {
        Map<String, Object> lines = Answers.lines(one);
        lines.putAll(Json.object("minItems", 1, "maxItems", most));
        return lines;
    }

    /** Of answers; after all schemas are known. */
    private void addExamples(Map<String, Map<String, Object>> paths) {
        Examples examples = new Examples(schemas.named());
        for (Map<String, Object> path : paths.values()) {
            for (Object operation : path.values()) {
                for (Object answer : ((Map<?, ?>) ((Map<?, ?>) operation).get("responses")).values()) {
                    ((Map<?, ?>) ((Map<?, ?>) answer).get("content"))
                            .forEach((type, content) -> addExample(type.toString(), (Map<?, ?>) content, examples));
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void addExample(String type, Map<?, ?> content, Examples examples) {
        if (type.equals("application/json")) {
            ((Map<String, Object>) content).put("example", examples.of((Map<?, ?>) content.get("schema")));
        }
    }
}
