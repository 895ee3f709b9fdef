package org.tallystick.query.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Headers;
import org.tallystick.api.Parameters;
import org.tallystick.events.codec.EnumText;
import org.tallystick.queries.AsOf;
import org.tallystick.queries.Basis;
import org.tallystick.queries.Found;
import org.tallystick.queries.Page;
import org.tallystick.queries.Slice;
import org.tallystick.values.InvalidValueException;

/** What all reads have in common: strict parameters, the position to wait for, and cursors. */
public final class QueryRequest {
    private static final char SEPARATOR = '\n';

    private final HttpServletRequest request;
    private final Parameters parameters;

    private QueryRequest(HttpServletRequest request, Parameters parameters) {
        this.request = request;
        this.parameters = parameters;
    }

    /** @param known the parameters of this call beside {@code position} */
    public static QueryRequest of(HttpServletRequest request, String... known) {
        String[] all =
                Stream.concat(Arrays.stream(known), Stream.of("position")).toArray(String[]::new);
        return new QueryRequest(request, Parameters.of(request.getParameterMap(), all));
    }

    public Parameters parameters() {
        return parameters;
    }

    /** The position that the client has seen: from {@code ?position=}, else from the header. */
    public OptionalLong reached() {
        String header = request.getHeader(Headers.POSITION);
        if (parameters.has("position") || header == null) {
            return parameters.number("position");
        }
        return Parameters.of(Map.of(Headers.POSITION, new String[] {header}), Headers.POSITION)
                .number(Headers.POSITION);
    }

    public Basis basis() {
        Basis basis = parameters.optional("basis", text -> EnumText.parse(Basis.values(), text));
        return basis == null ? Basis.EFFECTIVE : basis;
    }

    /** Null when the question is about now. */
    public AsOf asOf() {
        Basis basis = basis();
        return parameters.has("asOf") ? new AsOf(parameters.instant("asOf"), basis) : null;
    }

    /** An address prefix; empty when absent. */
    public String prefix() {
        String prefix = parameters.optional("prefix", text -> {
            if (text.length() > 200 || !text.matches("[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)*:?|")) {
                throw new InvalidValueException("must be the beginning of an address");
            }
            return text;
        });
        return prefix == null ? "" : prefix;
    }

    /**
     * The part of the list that is wanted. A cursor belongs to the path and the filters that it was made for.
     *
     * @param parts what the parts of its key must be readable as: whoever makes up a cursor is told so
     */
    @SafeVarargs
    public final Slice slice(Function<String, ?>... parts) {
        int limit = parameters.integer("limit", 50, 1, 1_000);
        List<String> after = parameters.optional("cursor", text -> key(text, parts));
        return new Slice(limit, after == null ? List.of() : after);
    }

    private List<String> key(String cursor, Function<String, ?>[] parts) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> sent = List.of(text.split(String.valueOf(SEPARATOR), -1));
            List<String> key = sent.subList(1, sent.size());
            if (key.size() == parts.length && sent.get(0).equals(fingerprint(key))) {
                for (int i = 0; i < parts.length; i++) {
                    parts[i].apply(key.get(i));
                }
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw foreignCursor();
        }
        throw foreignCursor();
    }

    private static InvalidValueException foreignCursor() {
        return new InvalidValueException("must be the 'next' of an answer to this call with the same filters");
    }

    private String fingerprint(List<String> key) {
        String call = request.getRequestURI() + "?" + parameters.fingerprint("limit", "cursor", "position");
        return Integer.toHexString(Objects.hash(call, key));
    }

    public ResponseEntity<byte[]> answer(Found found) {
        return json(found.members(), found.position());
    }

    public ResponseEntity<byte[]> answer(Page page) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("data", page.data());
        shown.put("next", page.next() == null ? null : cursor(page.next()));
        return json(shown, page.position());
    }

    private String cursor(List<String> key) {
        List<String> parts = new ArrayList<>(List.of(fingerprint(key)));
        parts.addAll(key);
        byte[] text = String.join(String.valueOf(SEPARATOR), parts).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /** An answer that reflects every event up to a position. */
    public static ResponseEntity<byte[]> json(Object body, long position) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(Headers.POSITION, Long.toString(position))
                .body(ApiJson.write(body));
    }
}
