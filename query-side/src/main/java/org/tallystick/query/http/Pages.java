package org.tallystick.query.http;

import java.util.List;
import java.util.function.Function;
import org.tallystick.queries.Page;

/** Makes pages of lists that were read one element further than asked for. */
public final class Pages {
    private Pages() {}

    /** @param key the cursor key of an element */
    public static <T> Page<T> cut(List<T> found, int limit, Function<T, List<String>> key, long position) {
        return cut(found, limit, key, Function.identity(), position);
    }

    /** @param answer makes what is answered of an element; called for those of the page only */
    public static <T, A> Page<A> cut(
            List<T> found, int limit, Function<T, List<String>> key, Function<T, A> answer, long position) {
        List<T> shown = found.size() <= limit ? found : found.subList(0, limit);
        List<String> next = found.size() <= limit ? null : key.apply(found.get(limit - 1));
        return new Page<>(shown.stream().map(answer).toList(), next, position);
    }
}
