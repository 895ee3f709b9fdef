package org.tallystick.api;

import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.Metadata;
import org.tallystick.values.Position;
import org.tallystick.values.Text;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object that a client sent. Every method that finds a value out of its form ends with {@code
 * invalid} and names the field by its path.
 */
public final class Fields {
    private static final int LONGEST_NAME = 64;
    private static final ClassValue<Set<String>> COMPONENTS = new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> body) {
            return Arrays.stream(body.getRecordComponents())
                    .map(RecordComponent::getName)
                    .collect(Collectors.toUnmodifiableSet());
        }
    };

    private final JsonNode object;
    private final String path;

    private Fields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /**
     * @param body says by its components which fields there are
     * @throws ProblemException {@code malformed} when it is no object or has another field
     */
    public static Fields of(JsonNode node, Class<? extends Record> body) {
        return of(node, "", COMPONENTS.get(body));
    }

    /** @throws ProblemException {@code malformed} when it is no object or has a field beside the known ones */
    public static Fields of(JsonNode node, String... known) {
        return of(node, "", Set.of(known));
    }

    private static Fields of(JsonNode node, String path, Set<String> known) {
        if (!node.isObject()) {
            throw new ProblemException(
                    Problem.malformed((path.isEmpty() ? "The body" : path) + " must be a JSON object."));
        }
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw new ProblemException(Problem.malformed(
                        "There is no field '" + prefix(path) + Problem.shortened(name, LONGEST_NAME) + "' here."));
            }
        }
        return new Fields(node, path);
    }

    private static String prefix(String path) {
        return path.isEmpty() ? "" : path + ".";
    }

    public boolean has(String name) {
        return object.has(name);
    }

    public boolean isNull(String name) {
        return object.path(name).isNull();
    }

    private boolean isAbsent(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull();
    }

    /** A text turned into a value; null when absent or null. */
    public <T> T optional(String name, Function<String, T> parse) {
        return isAbsent(name) ? null : required(name, parse);
    }

    public <T> T required(String name, Function<String, T> parse) {
        JsonNode node = object.get(name);
        if (node == null || !node.isString()) {
            throw invalid(name, "must be a string");
        }
        try {
            return parse.apply(node.stringValue());
        } catch (InvalidValueException e) {
            throw invalid(name, e.getMessage());
        }
    }

    /** Free text; null when absent or null. */
    public String text(String name, int maxLength) {
        return optional(name, text -> Text.checked(text, maxLength));
    }

    /** An instant in ISO 8601 with a zone, at most to the microsecond; null when absent or null. */
    public Instant instant(String name) {
        return optional(name, Instants::parse);
    }

    /** False when absent or null. */
    public boolean flag(String name) {
        if (isAbsent(name)) {
            return false;
        }
        if (!object.get(name).isBoolean()) {
            throw invalid(name, "must be true or false");
        }
        return object.get(name).booleanValue();
    }

    /** An integer of any size; null when absent or null. */
    public BigInteger integer(String name, Function<BigInteger, BigInteger> check) {
        return isAbsent(name) ? null : requiredInteger(name, check);
    }

    /** Written as a number, or as a string of digits. */
    public BigInteger requiredInteger(String name, Function<BigInteger, BigInteger> check) {
        JsonNode node = object.get(name);
        try {
            if (node != null && node.isString()) {
                return check.apply(Digits.parse(node.stringValue()));
            }
            if (node == null || !node.isIntegralNumber()) {
                throw invalid(name, "must be a JSON integer or a string of digits");
            }
            return check.apply(node.bigIntegerValue());
        } catch (InvalidValueException e) {
            throw invalid(name, e.getMessage());
        }
    }

    /** A position, as text or, as clients of earlier versions have it, as an integer. */
    public Position position(String name) {
        JsonNode node = object.get(name);
        if (node == null || !node.isString() && !node.isIntegralNumber()) {
            throw invalid(name, "must be a position");
        }
        try {
            return Position.parse(node.asString());
        } catch (InvalidValueException e) {
            throw invalid(name, e.getMessage());
        }
    }

    /** An object. */
    public Fields object(String name, String... known) {
        return object(name, Set.of(known));
    }

    /** An object, which is such a body. */
    public Fields object(String name, Class<? extends Record> body) {
        return object(name, COMPONENTS.get(body));
    }

    private Fields object(String name, Set<String> known) {
        if (isAbsent(name)) {
            throw invalid(name, "must be an object");
        }
        return of(object.get(name), prefix(path) + name, known);
    }

    /** The objects of an array, each of which is such a body. */
    public List<Fields> objects(String name, int max, Class<? extends Record> body) {
        return objects(name, max, COMPONENTS.get(body));
    }

    /** The objects of an array. */
    public List<Fields> objects(String name, int max, String... known) {
        return objects(name, max, Set.of(known));
    }

    private List<Fields> objects(String name, int max, Set<String> known) {
        JsonNode array = object.get(name);
        if (array == null || !array.isArray() || array.isEmpty() || array.size() > max) {
            throw invalid(name, "must be an array of 1 to " + max + " objects");
        }
        List<Fields> objects = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            objects.add(of(array.get(i), prefix(path) + name + "[" + i + "]", known));
        }
        return objects;
    }

    /** Metadata from text to text; empty when absent or null. */
    public Map<String, String> metadata(String name) {
        if (isAbsent(name)) {
            return Map.of();
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        metadataNode(name).properties().forEach(entry -> metadata.put(entry.getKey(), metadataValue(name, entry)));
        try {
            return Metadata.checked(metadata);
        } catch (InvalidValueException e) {
            throw invalid(name, e.getMessage());
        }
    }

    /** The entries of a metadata patch, those to be removed with a null value. */
    public Map<String, String> metadataPatch(String name) {
        Map<String, String> patch = new LinkedHashMap<>();
        metadataNode(name)
                .properties()
                .forEach(entry ->
                        patch.put(entry.getKey(), entry.getValue().isNull() ? null : metadataValue(name, entry)));
        Map<String, String> set = new LinkedHashMap<>(patch);
        set.values().removeIf(value -> value == null);
        try {
            patch.keySet().forEach(Metadata::checkedKey);
            Metadata.checked(set);
        } catch (InvalidValueException e) {
            throw invalid(name, e.getMessage());
        }
        return patch;
    }

    private JsonNode metadataNode(String name) {
        JsonNode node = object.get(name);
        if (!node.isObject()) {
            throw invalid(name, "must be an object of strings");
        }
        return node;
    }

    private String metadataValue(String name, Map.Entry<String, JsonNode> entry) {
        if (!entry.getValue().isString()) {
            throw invalid(name + "." + entry.getKey(), "must be a string", entry.getValue());
        }
        return entry.getValue().stringValue();
    }

    /** Runs what builds a value out of several fields, and blames this object for what is wrong with it. */
    public <T> T whole(Supplier<T> build) {
        try {
            return build.get();
        } catch (InvalidValueException e) {
            throw new ProblemException(Problem.invalid(path, object, e.getMessage()));
        }
    }

    /** Builds something from several fields; what is wrong with it is told of the named one. */
    public <T> T whole(String name, Supplier<T> build) {
        try {
            return build.get();
        } catch (InvalidValueException e) {
            throw invalid(name, e.getMessage());
        }
    }

    public ProblemException invalid(String name, String what) {
        return invalid(name, what, object.get(name));
    }

    private ProblemException invalid(String name, String what, JsonNode value) {
        Object shown = value == null ? null : value.isString() ? value.stringValue() : value;
        return new ProblemException(Problem.invalid(prefix(path) + name, shown, what));
    }
}
