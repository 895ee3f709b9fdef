package org.tallystick.saga.rail.http;

import java.net.http.HttpResponse;
import java.util.Set;
import org.tallystick.api.ApiJson;
import org.tallystick.api.ProblemException;
import org.tallystick.saga.rail.RailAnswer;
import org.tallystick.values.Text;
import tools.jackson.databind.JsonNode;

/** What an answer of the provider means. */
final class ProviderAnswer {
    /** Of the client errors, those that say "not now": also a conflict with an attempt that is still on its way. */
    private static final Set<Integer> NOT_NOW = Set.of(408, 409, 425, 429);

    private static final int LONGEST_TEXT = 500;

    /** Of nobody: the payment was not sent, since somebody had decided. */
    static final ProviderAnswer WITHDRAWN = new ProviderAnswer(0, ApiJson.read("{}"));

    private final int status;
    private final JsonNode body;

    private ProviderAnswer(int status, JsonNode body) {
        this.status = status;
        this.body = body;
    }

    static ProviderAnswer of(HttpResponse<byte[]> response) {
        return new ProviderAnswer(response.statusCode(), json(response.body()));
    }

    private static JsonNode json(byte[] body) {
        try {
            return ApiJson.read(body);
        } catch (ProblemException e) {
            return ApiJson.read("{}");
        }
    }

    /** Whether the same should be sent again: the provider did not decide. */
    boolean isUndecided() {
        return status >= 500 || NOT_NOW.contains(status);
    }

    boolean isNotFound() {
        return status == 404;
    }

    /**
     * To a payment that was sent. A success without a body that we understand is at least a receipt. A client error refuses;
     * but where an earlier attempt got no answer, it says nothing of that one, unless it names the payment as refused.
     */
    RailAnswer toPayment(String messageId, boolean earlierUnanswered) {
        if (this == WITHDRAWN) {
            return new RailAnswer.Withdrawn();
        } else if (status / 100 == 2) {
            return outcome(messageId, new RailAnswer.Accepted(text("reference", messageId)));
        } else if (status / 100 == 4 && !isUndecided() && (!earlierUnanswered || isRefused())) {
            return refused();
        }
        return new RailAnswer.Silent("the provider answered " + status);
    }

    /** To the question what became of a payment: only what it says of the payment counts. */
    RailAnswer toInquiry(String messageId) {
        RailAnswer silent = new RailAnswer.Silent("asked for the payment, the provider answered " + status);
        return status / 100 == 2 ? outcome(messageId, silent) : silent;
    }

    private RailAnswer outcome(String messageId, RailAnswer otherwise) {
        return switch (text("status", "")) {
            case "accepted" -> new RailAnswer.Accepted(text("reference", messageId));
            case "settled" -> new RailAnswer.Settled(text("reference", messageId));
            case "refused" -> refused();
            default -> otherwise;
        };
    }

    private boolean isRefused() {
        return text("status", "").equals("refused");
    }

    private RailAnswer refused() {
        return new RailAnswer.Refused(text("code", "http_" + status), text("reason", text("detail", null)));
    }

    private String text(String name, String otherwise) {
        JsonNode found = body.get(name);
        if (found == null || !found.isString()) {
            return otherwise;
        }
        String text = found.stringValue();
        return Text.storable(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
    }
}
