package org.tallystick.openapi;

import java.util.List;
import java.util.Map;

/** Examples of what is answered, put together from those of its parts. */
final class Examples {
    private static final String REF = "#/components/schemas/";
    private static final int AMOUNT = 1_000;
    private static final int DEEPEST = 6;

    private final Map<String, Map<String, Object>> named;

    Examples(Map<String, Map<String, Object>> named) {
        this.named = named;
    }

    Object of(Map<?, ?> schema) {
        return of(schema, 0);
    }

    private Object of(Map<?, ?> schema, int depth) {
        if (schema.get("$ref") instanceof String ref) {
            return of(named.get(ref.substring(REF.length())), depth);
        }
        if (schema.get("type") instanceof List<?> types && types.contains("string") || schema.containsKey("anyOf")) {
            return null;
        }
        if (schema.get("examples") instanceof List<?> examples) {
            return examples.get(0);
        }
        if (schema.get("enum") instanceof List<?> constants) {
            return constants.get(0);
        }
        Object type = schema.get("type") instanceof List<?> types ? types.get(0) : schema.get("type");
        return switch (String.valueOf(type)) {
            case "object" -> object(schema, depth);
            case "array" -> depth < DEEPEST ? List.of(of((Map<?, ?>) schema.get("items"), depth + 1)) : List.of();
            case "integer", "number" -> schema.containsKey("format") ? 1 : AMOUNT;
            case "boolean" -> false;
            default -> "text";
        };
    }

    private Object object(Map<?, ?> schema, int depth) {
        Map<String, Object> example = Json.object();
        if (schema.get("properties") instanceof Map<?, ?> properties
                && schema.get("required") instanceof List<?> required) {
            required.forEach(name -> example.put((String) name, of((Map<?, ?>) properties.get(name), depth + 1)));
        }
        return example;
    }
}
