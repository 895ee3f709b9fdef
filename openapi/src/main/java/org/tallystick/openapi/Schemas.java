package org.tallystick.openapi;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tallystick.bodies.Limits;
import org.tallystick.values.EnumText;
import org.tallystick.values.Metadata;

/** Schemas of the types of the published language. Records and enumerations are named, and stand in the components. */
final class Schemas {
    private static final String DIGITS = "^(0|[1-9][0-9]{0,37})$";

    private final Javadocs javadocs;
    private final Map<String, Map<String, Object>> named = new TreeMap<>();
    private final Map<String, String> origins = new TreeMap<>();

    Schemas(Javadocs javadocs) {
        this.javadocs = javadocs;
    }

    Map<String, Map<String, Object>> named() {
        return named;
    }

    /** What is answered. */
    Map<String, Object> answered(Type type) {
        return of(type, false);
    }

    /** What clients send. */
    Map<String, Object> sent(Class<?> type) {
        return of(type, true);
    }

    private Map<String, Object> of(Type type, boolean sent) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] parts = generic.getActualTypeArguments();
            if (raw == List.class) {
                return Json.object("type", "array", "items", of(parts[0], sent));
            }
            return raw == Map.class
                    ? Json.object("type", "object", "additionalProperties", of(parts[1], sent))
                    : record(raw, Map.of(raw.getTypeParameters()[0], parts[0]), sent);
        }
        Class<?> plain = (Class<?>) type;
        Map<String, Object> value = ValueForms.of(plain, sent);
        if (value != null) {
            return value;
        }
        return plain.isEnum() ? enumeration(plain) : plain.isRecord() ? record(plain, Map.of(), sent) : Json.object();
    }

    private Map<String, Object> enumeration(Class<?> type) {
        String name = name(type);
        List<String> constants = Arrays.stream(type.getEnumConstants())
                .map(constant -> EnumText.of((Enum<?>) constant))
                .toList();
        take(name, type.getName());
        named.put(
                name,
                Json.object("type", "string", "description", javadocs.of(type).text(), "enum", constants));
        return Json.ref("schemas", name);
    }

    private Map<String, Object> record(Class<?> type, Map<TypeVariable<?>, Type> parameters, boolean sent) {
        String name = parameters.values().stream()
                        .map(parameter -> parameter instanceof Class<?> element ? name(element) : "Any")
                        .reduce("", String::concat)
                + name(type);
        if (take(name, type.getName() + parameters.values() + (sent ? " sent" : ""))) {
            Map<String, Object> schema = Json.object("type", "object");
            named.put(name, schema); // first, since it may contain itself
            describe(schema, type, parameters, sent);
        }
        return Json.ref("schemas", name);
    }

    /** @return whether it is new */
    private boolean take(String name, String origin) {
        String before = origins.putIfAbsent(name, origin);
        if (before != null && !before.equals(origin)) {
            throw new IllegalStateException("Two types would be the schema " + name + ": " + before + ", " + origin);
        }
        return before == null;
    }

    private void describe(
            Map<String, Object> schema, Class<?> type, Map<TypeVariable<?>, Type> parameters, boolean sent) {
        Javadocs.Said said = javadocs.of(type);
        Map<String, Object> properties = Json.object();
        List<String> required = new ArrayList<>();
        boolean open = !sent;
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
                continue;
            }
            properties.put(component.getName(), member(component, said, parameters, sent));
            if (!(sent ? isNullable(component.getAnnotatedType()) : isAbsentWhenNull(component))) {
                required.add(component.getName());
            }
        }
        schema.putAll(Json.object(
                "description",
                said.text(),
                "properties",
                properties,
                "required",
                required.isEmpty() ? null : required,
                "additionalProperties",
                open ? null : false));
    }

    private Map<String, Object> member(
            RecordComponent component, Javadocs.Said said, Map<TypeVariable<?>, Type> parameters, boolean sent) {
        AnnotatedType annotated = component.getAnnotatedType();
        Type type = resolved(annotated.getType(), parameters);
        Map<String, Object> schema = of(type, sent);
        if (sent) {
            limit(schema, component);
        }
        if (sent && component.getName().equals("metadata")) {
            schema = metadata(annotated);
        }
        Map<String, Object> member = isNullable(annotated) && !isAbsentWhenNull(component) ? nullable(schema) : schema;
        String text = said.members().get(component.getName());
        if (text != null) {
            member.put("description", text);
        }
        return member;
    }

    private static Type resolved(Type type, Map<TypeVariable<?>, Type> parameters) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            Type element = resolved(generic.getActualTypeArguments()[0], parameters);
            return new ListOf(element);
        }
        return type instanceof TypeVariable<?> variable ? parameters.get(variable) : type;
    }

    /** Numbers that are sent end somewhere, since they are stored. */
    private static void limit(Map<String, Object> schema, RecordComponent component) {
        Limits limits = component.getAnnotation(Limits.class);
        Long min = limits == null || limits.min() == Long.MIN_VALUE ? null : limits.min();
        Long max = limits == null || limits.max() == Long.MAX_VALUE ? null : limits.max();
        if (component.getType() == BigInteger.class) {
            schema.put("type", List.of("integer", "string"));
            schema.put("pattern", min == null ? "^(0|-?[1-9][0-9]{0,37})$" : min > 0 ? "^[1-9][0-9]{0,37}$" : DIGITS);
            schema.put("minimum", min == null ? ValueForms.largestSent().negate() : BigInteger.valueOf(min));
            schema.put("maximum", ValueForms.largestSent());
        } else {
            String kind = String.valueOf(schema.get("type"));
            String suffix = kind.equals("string") ? "Length" : kind.equals("array") ? "Items" : "imum";
            schema.putAll(Json.object("min" + suffix, min, "max" + suffix, max));
        }
        if (component.getType() == String.class) {
            schema.put("pattern", limits == null ? Limits.STORABLE : limits.pattern());
        }
    }

    private static Map<String, Object> metadata(AnnotatedType annotated) {
        Map<String, Object> value = metadataValue();
        AnnotatedType element = ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[1];
        return Json.object(
                "type",
                "object",
                "additionalProperties",
                isNullable(element) ? nullable(value) : value,
                "maxProperties",
                Metadata.MAX_KEYS,
                "propertyNames",
                metadataKey());
    }

    static Map<String, Object> metadataKey() {
        return Json.object("minLength", 1, "maxLength", Metadata.MAX_KEY_LENGTH, "pattern", Limits.STORABLE);
    }

    static Map<String, Object> metadataValue() {
        return Json.object("type", "string", "maxLength", Metadata.MAX_VALUE_LENGTH, "pattern", Limits.STORABLE);
    }

    static Map<String, Object> nullable(Map<String, Object> schema) {
        if (schema.get("type") instanceof List<?> types) {
            Map<String, Object> either = Json.object(
                    "type", Stream.concat(types.stream(), Stream.of("null")).toList());
            schema.forEach(either::putIfAbsent);
            return either;
        }
        if (schema.get("type") instanceof String type) {
            Map<String, Object> either = Json.object("type", List.of(type, "null"));
            schema.forEach(either::putIfAbsent);
            return either;
        }
        return schema.isEmpty() ? schema : Json.object("anyOf", List.of(schema, Json.object("type", "null")));
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static boolean isAbsentWhenNull(RecordComponent component) {
        JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
        JsonInclude include = own == null ? component.getDeclaringRecord().getAnnotation(JsonInclude.class) : own;
        return isNullable(component.getAnnotatedType())
                && include != null
                && include.value() == JsonInclude.Include.NON_NULL;
    }

    private static String name(Class<?> type) {
        return type.getEnclosingClass() == null
                ? type.getSimpleName()
                : name(type.getEnclosingClass()) + type.getSimpleName();
    }

    private record ListOf(Type element) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {element};
        }

        @Override
        public Type getRawType() {
            return List.class;
        }

        @Override
        public Type getOwnerType() {
            return null;
        }
    }
}
