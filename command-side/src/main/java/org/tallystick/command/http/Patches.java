package org.tallystick.command.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tallystick.api.Fields;
import org.tallystick.commands.Change;
import org.tallystick.commands.MetadataPatch;

/** Patches as RFC 7396 has them: absent keeps, null removes. */
public final class Patches {
    private Patches() {}

    /** @param read the value of the field when it is there; may be null for null */
    public static <T> Change<T> change(Fields fields, String name, Supplier<T> read) {
        return fields.has(name) ? Change.to(read.get()) : Change.keep();
    }

    /** The change of the field {@code metadata}. */
    public static MetadataPatch metadata(Fields fields) {
        if (!fields.has("metadata")) {
            return MetadataPatch.KEEP;
        }
        if (fields.isNull("metadata")) {
            return new MetadataPatch(true, Map.of());
        }
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        fields.metadataPatch("metadata").forEach((key, value) -> changes.put(key, Optional.ofNullable(value)));
        return new MetadataPatch(false, changes);
    }
}
