package org.tallystick.query.http;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tallystick.queries.Page;

/** Makes pages of lists that were read one element further than asked for. */
public final class Pages {
    private Pages() {}

    /** @param key the cursor key of an element */
    public static Page cut(
            List<Map<String, Object>> found,
            int limit,
            Function<Map<String, Object>, List<String>> key,
            long position) {
        if (found.size() <= limit) {
            return new Page(found, null, position);
        }
        List<Map<String, Object>> data = found.subList(0, limit);
        return new Page(data, key.apply(data.get(limit - 1)), position);
    }
}
