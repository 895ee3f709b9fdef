package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document says all of what the program answers, well enough to make clients of it. */
class ContractTest extends ApiTest {

    private record Operation(String name, JsonNode json) {}

    private static JsonNode document() {
        return api.get("/v3/api-docs").json();
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document().path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                operations.add(
                        new Operation(operation.getKey().toUpperCase() + " " + path.getKey(), operation.getValue()));
            }
        }
        return operations;
    }

    private static Set<String> answered() {
        Set<String> answered = new TreeSet<>();
        RequestMappingHandlerMapping mappings =
                server.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        for (RequestMappingInfo mapping : mappings.getHandlerMethods().keySet()) {
            for (String path : mapping.getPatternValues()) {
                mapping.getMethodsCondition().getMethods().stream()
                        .filter(verb -> path.startsWith("/v1/"))
                        .forEach(verb -> answered.add(verb + " " + path));
            }
        }
        return answered;
    }

    @Test
    void everythingThatIsAnsweredIsDescribed() {
        Set<String> described = new TreeSet<>();
        operations().forEach(operation -> described.add(operation.name()));
        assertThat(described).containsAll(answered()).hasSizeGreaterThan(40);
        described.removeAll(answered());
        assertThat(described)
                .as("beside what this server answers only what a setting brings")
                .containsExactly("POST /v1/rails/http/notifications");
    }

    @Test
    void everyOperationHasASpeakingNameOfItsOwn() {
        Set<String> names = new HashSet<>();
        for (Operation operation : operations()) {
            String name = operation.json().path("operationId").asString();
            assertThat(name).as(operation.name()).matches("[a-z]+[A-Za-z]*");
            assertThat(names.add(name)).as(name).isTrue();
            assertThat(operation.json().path("summary").asString())
                    .as(operation.name())
                    .isNotEmpty();
        }
    }

    @Test
    void everyBodyAndAnswerHasANamedSchema() {
        for (Operation operation : operations()) {
            operation.json().path("requestBody").path("content").forEach(content -> named(operation, content));
            for (JsonNode answer : operation.json().path("responses")) {
                for (Map.Entry<String, JsonNode> content :
                        answer.path("content").properties()) {
                    if (content.getKey().contains("json")) {
                        named(operation, content.getValue());
                    }
                }
            }
        }
    }

    private static void named(Operation operation, JsonNode content) {
        JsonNode schema = content.path("schema");
        JsonNode one = schema.path("type").asString("").equals("array") ? schema.path("items") : schema;
        assertThat(one.path("$ref").asString("")).as(operation.name()).startsWith("#/components/schemas/");
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryPartIsDescribed() {
        JsonNode document = document();
        for (JsonNode reference : document.findValues("$ref")) {
            assertThat(document.at(reference.asString().substring(1)).isMissingNode())
                    .as(reference.asString())
                    .isFalse();
        }
        for (Operation operation : operations()) {
            for (JsonNode parameter : operation.json().path("parameters")) {
                if (!parameter.path("in").asString().equals("path")) {
                    assertThat(parameter.path("description").asString(""))
                            .as(operation.name() + " " + parameter.path("name"))
                            .isNotEmpty();
                }
            }
        }
        for (Map.Entry<String, JsonNode> schema :
                document.path("components").path("schemas").properties()) {
            assertThat(schema.getValue().path("description").asString(""))
                    .as(schema.getKey())
                    .isNotEmpty();
        }
    }

    @Test
    void everyStatusIsSaidWithTheHeadersThatComeWithIt() {
        for (Operation operation : operations()) {
            JsonNode answers = operation.json().path("responses");
            assertThat(answers.propertyNames())
                    .as(operation.name())
                    .contains("400", "403", "421", "500", "503")
                    .allMatch(status -> status.matches("[0-9]{3}"));
            assertThat(answers.path("503").path("headers").propertyNames()).contains("Retry-After");
            if (operation.json().has("requestBody")) {
                assertThat(answers.propertyNames()).as(operation.name()).contains("413", "415");
            }
        }
        JsonNode create = document()
                .path("paths")
                .path("/v1/ledgers/{ledger}/transactions")
                .path("post");
        assertThat(create.path("responses").propertyNames()).contains("200", "201", "404", "409", "422");
        assertThat(create.path("responses").path("201").path("headers").propertyNames())
                .contains("Tallystick-Position", "Idempotent-Replayed", "X-Request-Id");
        assertThat(create.path("parameters").findValuesAsString("name")).contains("dryRun", "Idempotency-Key");
        assertThat(create.path("x-tallystick-role").asString()).isEqualTo("command");
    }

    @Test
    void itHoldsWhereverTheServerStands() {
        JsonNode document = document();
        assertThat(document.path("openapi").asString()).startsWith("3.1");
        assertThat(document.path("servers").findValuesAsString("url")).containsExactly("/");
        assertThat(document.path("paths").propertyNames()).allMatch(path -> path.startsWith("/v1/"));
        assertThat(api.get("/swagger-ui.html").text()).contains("swagger-ui/swagger-ui-bundle.js");
        assertThat(api.get("/swagger-ui/page.js").text()).contains("\"v3/api-docs\"");
        for (String part : List.of("swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png")) {
            assertThat(api.get("/swagger-ui/" + part).status()).as(part).isEqualTo(200);
        }
    }
}
