package org.tallystick.command.http;

import jakarta.servlet.http.HttpServletRequest;
import org.tallystick.api.AmountForm;
import org.tallystick.api.Headers;
import org.tallystick.api.Preference;

/**
 * How a client wants to be answered.
 *
 * @param minimal what was done is told by its position alone
 */
record AnswerForm(AmountForm amounts, boolean minimal) {

    static AnswerForm of(HttpServletRequest request) {
        return new AnswerForm(
                AmountForm.of(request.getHeader(Headers.AMOUNTS), request.getParameter(AmountForm.PARAMETER)),
                Preference.isMinimal(request.getHeaders(Headers.PREFER)));
    }
}
