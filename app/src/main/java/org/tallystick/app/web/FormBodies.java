package org.tallystick.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.tallystick.api.Problem;

/**
 * The bodies that a page may make a browser send anywhere without asking first: those of HTML forms, and one that names no
 * type. No command comes in one, also where it needs no body, so that none does what a form of another site says.
 */
final class FormBodies {
    private static final Set<String> FORMS =
            Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");

    private FormBodies() {}

    /** Null for a body of another type, and where there is neither a type nor a body. */
    static Problem problem(HttpServletRequest request) {
        if (WITHOUT_BODY.contains(request.getMethod())) {
            return null;
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return (type == null ? AdmissionFilter.hasBody(request) : isForm(type)) ? refused(type) : null;
    }

    /** Also what is no type at all. */
    private static boolean isForm(String type) {
        try {
            MediaType parsed = MediaType.parseMediaType(type);
            return FORMS.contains(parsed.getType() + "/" + parsed.getSubtype());
        } catch (InvalidMediaTypeException e) {
            return true;
        }
    }

    private static Problem refused(String type) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("field", HttpHeaders.CONTENT_TYPE);
        facts.put("value", type == null ? null : Problem.shortened(type));
        String detail = "Content-Type must be application/json, or application/x-ndjson for a batch.";
        return new Problem(415, "unsupported_media_type", detail, facts);
    }
}
