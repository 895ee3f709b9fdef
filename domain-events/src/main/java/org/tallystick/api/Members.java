package org.tallystick.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The members of a JSON object, told one after the other in their order: what is only written needs no map of them. */
@FunctionalInterface
public interface Members {
    void tell(BiConsumer<String, Object> member);

    default Map<String, Object> toMap() {
        Map<String, Object> members = new LinkedHashMap<>();
        tell(members::put);
        return members;
    }
}
