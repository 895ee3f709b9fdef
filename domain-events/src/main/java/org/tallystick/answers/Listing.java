package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor after which the list goes on; null at its end
 * @param count how many elements the whole list has; absent where it was not asked for
 */
public record Listing<T>(
        List<T> data,
        @Nullable String next,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long count) {

    public Listing(List<T> data, @Nullable String next) {
        this(data, next, null);
    }
}
