package org.tallystick.openapi;

import java.util.LinkedHashMap;
import java.util.Map;

/** Objects of the document: their members stand in the order in which they are put. */
final class Json {
    private Json() {}

    /** @param members names and values by turns; those whose value is null are left out */
    static Map<String, Object> object(Object... members) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            if (members[i + 1] != null) {
                object.put((String) members[i], members[i + 1]);
            }
        }
        return object;
    }

    static Map<String, Object> ref(String kind, String name) {
        return object("$ref", "#/components/" + kind + "/" + name);
    }
}
