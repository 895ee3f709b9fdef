package org.tallystick.command.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Bodies;
import org.tallystick.api.Fields;
import org.tallystick.api.Headers;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.events.EventMetadata;
import org.tallystick.values.Actors;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.LedgerName;
import tools.jackson.databind.JsonNode;

/** A request that carries a command: its body, its parameters, and who sent it under which key. */
public final class CommandRequest {
    private static final int MAX_BODY = 1 << 20;
    private static final int MAX_KEY = 255;
    private static final int MAX_ACTOR = 100;

    private final HttpServletRequest request;
    private final LedgerName ledger;
    private final Parameters parameters;
    private final JsonNode body;
    private final String keyDigest;

    private CommandRequest(
            HttpServletRequest request, LedgerName ledger, Parameters parameters, JsonNode body, String keyDigest) {
        this.request = request;
        this.ledger = ledger;
        this.parameters = parameters;
        this.body = body;
        this.keyDigest = keyDigest;
    }

    /** Reads a request whose body must be a JSON object. */
    public static CommandRequest withBody(HttpServletRequest request, String ledger, String... parameters) {
        return read(request, ledger, true, parameters);
    }

    /** Reads a request whose body may be missing, which stands for an empty object. */
    public static CommandRequest withOptionalBody(HttpServletRequest request, String ledger, String... parameters) {
        return read(request, ledger, false, parameters);
    }

    /** Reads a request whose body must be a JSON object that names the ledger. */
    public static CommandRequest namingLedger(HttpServletRequest request) {
        JsonNode body = body(request, true);
        if (!body.isObject()) {
            throw new ProblemException(Problem.malformed("The body must be a JSON object."));
        }
        JsonNode named = body.path("ledger");
        if (!named.isString()) {
            throw Parameters.invalid("ledger", body.has("ledger") ? named : null, "must be a string");
        }
        LedgerName ledger = Parameters.path("ledger", named.stringValue(), LedgerName::new);
        Parameters none = Parameters.of(request.getParameterMap());
        return new CommandRequest(request, ledger, none, body, keyDigest(request, ledger.value()));
    }

    /** Reads a request to something that its path names over all ledgers; its body must be a JSON object. */
    public static CommandRequest withBody(HttpServletRequest request) {
        return withoutLedger(request, true);
    }

    /** Reads a request to something that its path names over all ledgers; the body may be missing. */
    public static CommandRequest withoutLedger(HttpServletRequest request) {
        return withoutLedger(request, false);
    }

    private static CommandRequest withoutLedger(HttpServletRequest request, boolean bodyRequired) {
        JsonNode body = body(request, bodyRequired);
        Parameters none = Parameters.of(request.getParameterMap());
        return new CommandRequest(request, null, none, body, keyDigest(request, ""));
    }

    private static CommandRequest read(
            HttpServletRequest request, String ledger, boolean bodyRequired, String... known) {
        JsonNode body = body(request, bodyRequired);
        Parameters parameters = Parameters.of(request.getParameterMap(), known);
        LedgerName name = Parameters.path("ledger", ledger, LedgerName::new);
        return new CommandRequest(request, name, parameters, body, keyDigest(request, name.value()));
    }

    private static JsonNode body(HttpServletRequest request, boolean required) {
        byte[] bytes = Bodies.read(request::getInputStream, request.getContentLengthLong(), MAX_BODY);
        if (bytes.length > 0) {
            requireContentType(request, "application/json");
        }
        return bytes.length == 0 && !required ? ApiJson.read(new byte[] {'{', '}'}) : ApiJson.read(bytes);
    }

    static void requireContentType(HttpServletRequest request, String expected) {
        if (!isIn(expected, request.getContentType())) {
            throw new ProblemException(new Problem(
                    415,
                    "unsupported_media_type",
                    "Content-Type must be " + expected + ", and the body in UTF-8.",
                    Map.of()));
        }
    }

    private static boolean isIn(String expected, String sent) {
        try {
            MediaType type = sent == null ? MediaType.ALL : MediaType.parseMediaType(sent);
            return type.equalsTypeAndSubtype(MediaType.valueOf(expected))
                    && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    /** Digest of an idempotency key in its scope; null without one. */
    static String keyDigest(HttpServletRequest request, String ledger) {
        String key = request.getMethod().equals("POST") ? request.getHeader(Headers.IDEMPOTENCY_KEY) : null;
        if (key == null) {
            return null;
        }
        if (key.isEmpty() || key.length() > MAX_KEY || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw Parameters.invalid(Headers.IDEMPOTENCY_KEY, key, "must be 1 to 255 visible ASCII characters");
        }
        return DerivedIds.digest(ledger, request.getMethod(), request.getRequestURI(), key);
    }

    public LedgerName ledger() {
        return ledger;
    }

    public Parameters parameters() {
        return parameters;
    }

    public Fields fields(String... known) {
        return Fields.of(body, known);
    }

    /** @param type says by its components which fields there may be */
    public Fields fields(Class<? extends Record> type) {
        return Fields.of(body, type);
    }

    public JsonNode body() {
        return body;
    }

    public Optional<String> keyDigest() {
        return Optional.ofNullable(keyDigest);
    }

    /** What is stored with the events: who sent the request, and its idempotency key. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = metadata(request);
        if (keyDigest != null) {
            metadata.put(EventMetadata.IDEMPOTENCY_KEY, keyDigest);
        }
        return metadata;
    }

    /** Who sent a request, and the identifiers that it travels under. */
    static Map<String, String> metadata(HttpServletRequest request) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put(EventMetadata.ACTOR, actor(request));
        metadata.put(EventMetadata.REQUEST_ID, attribute(request, EventMetadata.REQUEST_ID));
        metadata.put(EventMetadata.CORRELATION_ID, attribute(request, EventMetadata.CORRELATION_ID));
        return metadata;
    }

    /** Who was authenticated, here or by a proxy in front: nobody else can reach a server without authentication. */
    private static String actor(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        if (principal != null) {
            return principal.getName();
        }
        String forwarded = request.getHeader(Headers.FORWARDED_USER);
        if (forwarded == null) {
            return Actors.ANONYMOUS;
        }
        if (forwarded.isEmpty()
                || forwarded.length() > MAX_ACTOR
                || !forwarded.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw Parameters.invalid(Headers.FORWARDED_USER, forwarded, "must be 1 to 100 visible ASCII characters");
        }
        return forwarded;
    }

    private static String attribute(HttpServletRequest request, String name) {
        Object value = request.getAttribute(name);
        return value == null ? "unknown" : value.toString();
    }
}
