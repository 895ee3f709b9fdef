package org.tallystick.commands;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tallystick.values.OrderedMap;

/**
 * What a patch says of metadata, by RFC 7396.
 *
 * @param clear every present key goes first
 * @param changes per key the new value; an empty one removes the key
 */
public record MetadataPatch(boolean clear, Map<String, Optional<String>> changes) {
    public static final MetadataPatch KEEP = new MetadataPatch(false, Map.of());

    /** What is changed stays where it was, and what is new comes last. */
    public Map<String, String> applyTo(Map<String, String> current) {
        Map<String, String> result = new LinkedHashMap<>(clear ? Map.of() : current);
        changes.forEach((key, value) -> {
            if (value.isPresent()) {
                result.put(key, value.get());
            } else {
                result.remove(key);
            }
        });
        return OrderedMap.copyOf(result);
    }
}
