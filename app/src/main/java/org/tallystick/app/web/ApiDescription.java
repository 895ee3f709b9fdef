package org.tallystick.app.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Map;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;
import org.tallystick.api.Headers;
import org.tallystick.api.Problem;
import org.tallystick.api.QueryParameters;

/** What the OpenAPI document says beyond paths and bodies: roles, query parameters, headers and errors. */
final class ApiDescription implements OperationCustomizer {
    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("account", "The address of one account."),
            Map.entry("after", "The position after which to go on."),
            Map.entry("asOf", "An instant such as 2026-03-31T12:00:00Z: what was true then, inclusive."),
            Map.entry("asset", "Such as EUR/2."),
            Map.entry("atomic", "true: all lines happen or none."),
            Map.entry("basis", "effective (default): by business time; recorded: by what was known then."),
            Map.entry("correlation", "The correlation id of a flow."),
            Map.entry("cursor", "The next of an answer to this call with the same filters."),
            Map.entry("depth", "The number of segments, 1 to 8, that addresses are cut to."),
            Map.entry("dryRun", "true: everything is checked and nothing is stored."),
            Map.entry("from", "An instant, inclusive."),
            Map.entry("limit", "1 to 1000; 50 when absent."),
            Map.entry("metadata[key]", "Metadata that has this value under the key; may be given for several keys."),
            Map.entry("order", "asc or desc."),
            Map.entry("position", "The least position that the answer must reflect; it waits up to 2 seconds."),
            Map.entry("prefix", "The beginning of an address."),
            Map.entry("reference", "The reference that the client gave."),
            Map.entry("state", "pending, posted, voided or expired."),
            Map.entry("status", "open, frozen or closed."),
            Map.entry("stream", "The name of an event stream."),
            Map.entry("to", "An instant, exclusive."),
            Map.entry("type", "The logical name of an event, such as transaction-posted."));

    static OpenAPI document() {
        return new OpenAPI()
                .info(new Info()
                        .title("Tallystick")
                        .version("1")
                        .description("A double-entry ledger that keeps every change as an event. Amounts are integers"
                                + " of minor units. Every answer of a ledger carries Tallystick-Position."));
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        String owner = handler.getBeanType().getPackageName();
        boolean isCommand = owner.startsWith("org.tallystick.command");
        operation.addExtension("x-tallystick-role", isCommand ? "command" : "query");
        QueryParameters parameters = handler.getMethodAnnotation(QueryParameters.class);
        if (parameters != null) {
            for (String name : parameters.value()) {
                operation.addParametersItem(parameter(name, "query", PARAMETERS.get(name)));
            }
        }
        if (isCommand && handler.hasMethodAnnotation(PostMapping.class)) {
            operation.addParametersItem(parameter(
                    Headers.IDEMPOTENCY_KEY,
                    "header",
                    "1 to 255 visible ASCII characters; a repetition changes nothing."));
        }
        operation
                .getResponses()
                .addApiResponse("4XX", problem("Refused; code says why, and nothing has changed."))
                .addApiResponse("503", problem("Not now: send the same again after Retry-After."));
        return operation;
    }

    private static Parameter parameter(String name, String in, String description) {
        boolean number = name.equals("limit") || name.equals("depth");
        Schema<?> schema = number ? new IntegerSchema() : new StringSchema();
        return new Parameter().name(name).in(in).description(description).schema(schema);
    }

    private static ApiResponse problem(String description) {
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(Problem.MEDIA_TYPE, new MediaType()));
    }
}
