package org.tallystick.query.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.tallystick.answers.Listing;
import org.tallystick.api.AmountForm;
import org.tallystick.api.Headers;
import org.tallystick.api.Parameters;
import org.tallystick.api.QueryParameters;
import org.tallystick.queries.AsOf;
import org.tallystick.queries.Basis;
import org.tallystick.queries.Found;
import org.tallystick.queries.Page;
import org.tallystick.queries.Slice;
import org.tallystick.values.EnumText;
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

    public static QueryRequest of(HttpServletRequest request) {
        return new QueryRequest(request, parameters(request));
    }

    /** Those of a request; {@link QueryParameters} of the method that it is handled by names those that are known. */
    public static Parameters parameters(HttpServletRequest request) {
        QueryParameters known =
                request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod called
                        ? called.getMethodAnnotation(QueryParameters.class)
                        : null;
        return Parameters.of(request.getParameterMap(), known == null ? new String[0] : known.value());
    }

    public Parameters parameters() {
        return parameters;
    }

    /** The position that the client has seen: from {@code ?position=}, else from the header. Both have to be readable. */
    public OptionalLong reached() {
        OptionalLong asked = parameters.number("position");
        OptionalLong header = Parameters.header(Headers.POSITION, request.getHeader(Headers.POSITION))
                .number(Headers.POSITION);
        return asked.isPresent() ? asked : header;
    }

    /** How amounts are to be written. */
    public static AmountForm amounts(HttpServletRequest request) {
        return AmountForm.of(request.getHeader(Headers.AMOUNTS), request.getParameter(AmountForm.PARAMETER));
    }

    public Basis basis() {
        return basis(Basis.EFFECTIVE);
    }

    public Basis basis(Basis absent) {
        Basis basis = parameters.optional("basis", text -> EnumText.parse(Basis.values(), text));
        return basis == null ? absent : basis;
    }

    /** Whether {@code order} says so. */
    public boolean isDescending(boolean absent) {
        Boolean descending = parameters.optional("order", QueryRequest::isDescending);
        return descending == null ? absent : descending;
    }

    private static boolean isDescending(String order) {
        if (!order.equals("asc") && !order.equals("desc")) {
            throw new InvalidValueException("must be asc or desc");
        }
        return order.equals("desc");
    }

    /** The keys of {@code name[key]} that stand alone, without so much as an empty value. */
    public Set<String> keysAlone(String family) {
        Set<String> keys = new TreeSet<>();
        String query = request.getQueryString();
        for (String part : query == null ? new String[0] : query.split("&")) {
            String name = URLDecoder.decode(part, StandardCharsets.UTF_8);
            if (part.indexOf('=') < 0 && name.startsWith(family + "[") && name.endsWith("]")) {
                keys.add(name.substring(family.length() + 1, name.length() - 1));
            }
        }
        return keys;
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

    @SuppressWarnings("ReturnValueIgnored") // whether it can be read is all that is asked
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
        String call = request.getRequestURI() + "?"
                + parameters.fingerprint("limit", "cursor", "position", AmountForm.PARAMETER);
        return Integer.toHexString(Objects.hash(call, key));
    }

    public <T> ResponseEntity<T> answer(Found<T> found) {
        return ok(found.answer(), found.position());
    }

    public <T> ResponseEntity<Listing<T>> answer(Page<T> page) {
        return ok(new Listing<>(page.data(), next(page), page.count()), page.position());
    }

    /** The cursor after which a list goes on behind a page; null at its end. */
    public String next(Page<?> page) {
        return page.next() == null ? null : cursor(page.next());
    }

    private String cursor(List<String> key) {
        List<String> parts = new ArrayList<>(List.of(fingerprint(key)));
        parts.addAll(key);
        byte[] text = String.join(String.valueOf(SEPARATOR), parts).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /** An answer that reflects every event up to a position. */
    public static <T> ResponseEntity<T> ok(T body, long position) {
        return ResponseEntity.ok()
                .header(Headers.POSITION, Long.toString(position))
                .body(body);
    }
}
