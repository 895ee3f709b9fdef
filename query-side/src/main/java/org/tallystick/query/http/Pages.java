package org.tallystick.query.http;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tallystick.queries.Page;

/** Makes pages of lists that were read one element further than asked for. */
public final class Pages {
    private Pages() {}

    /** Of elements that are in the shape of the API already. @param key the cursor key of an element */
    public static Page cut(
            List<Map<String, Object>> found,
            int limit,
            Function<Map<String, Object>, List<String>> key,
            long position) {
        return cut(found, limit, key, Function.identity(), position);
    }

    /** @param shape makes the shape of the API of an element; called for those of the page only */
    public static <T> Page cut(
            List<T> found,
            int limit,
            Function<T, List<String>> key,
            Function<T, Map<String, Object>> shape,
            long position) {
        List<T> shown = found.size() <= limit ? found : found.subList(0, limit);
        List<String> next = found.size() <= limit ? null : key.apply(found.get(limit - 1));
        return new Page(shown.stream().map(shape).toList(), next, position);
    }
}
