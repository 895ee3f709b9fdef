package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.util.Map;

/**
 * Why something was refused or went wrong, in the form of
 * <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>.
 *
 * @param type always {@code about:blank}
 * @param title the code in words
 * @param status the HTTP status
 * @param detail one sentence for a person
 * @param code stable, for programs
 * @param facts further members, such as {@code field} and {@code value}
 */
public record ProblemDetails(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonAnyGetter Map<String, Object> facts) {}
