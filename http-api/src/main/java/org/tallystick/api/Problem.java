package org.tallystick.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tallystick.answers.ProblemDetails;
import org.tallystick.values.Text;

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

    /** A value that was sent, for the facts of a problem. */
    public static String shortened(String text) {
        return shortened(text, LONGEST_ECHO);
    }

    /** @param most characters, none of which is cut in two */
    static String shortened(String text, int most) {
        return Text.length(text) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }

    /** What a client is answered. */
    public ProblemDetails details() {
        return new ProblemDetails("about:blank", title(), status, detail, code, facts);
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
