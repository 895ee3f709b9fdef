package org.tallystick.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error as clients see it, in the form of <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>.
 *
 * @param status the HTTP status
 * @param code stable, for programs
 * @param detail one sentence for a person; never any internals
 * @param facts further members, such as {@code field} and {@code value}
 */
public record Problem(int status, String code, String detail, Map<String, Object> facts) {
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final int LONGEST_ECHO = 100;

    public static Problem malformed(String detail) {
        return new Problem(400, "malformed", detail, Map.of());
    }

    /** A value out of its form. @param value what was sent; shortened where it is long, null where it was absent */
    public static Problem invalid(String field, Object value, String what) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("field", field);
        facts.put("value", value == null ? null : shortened(value.toString()));
        return new Problem(400, "invalid", field + " " + what + ".", facts);
    }

    public static Problem notFound(String detail) {
        return new Problem(404, "not_found", detail, Map.of());
    }

    public static Problem batchAborted() {
        return new Problem(424, "batch_aborted", "Another line of the batch was rejected.", Map.of());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…";
    }

    /** The members of the problem in their usual order. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", title());
        members.put("status", status);
        members.put("detail", detail);
        members.put("code", code);
        members.putAll(facts);
        return members;
    }

    private String title() {
        String words = code.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    public static Problem tooLarge(int maxBytes) {
        return new Problem(
                413, "too_large", "The body has more than " + maxBytes + " bytes.", Map.of("limit", maxBytes));
    }
}
