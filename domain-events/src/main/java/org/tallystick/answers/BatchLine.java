package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Position;

/**
 * What became of a line of a batch.
 *
 * @param line from 1 on
 * @param status as an HTTP status
 * @param replayed true where the line had been done before; absent otherwise
 * @param transaction what was done; absent where there is a problem, and with {@code Prefer: return=minimal}
 * @param problem why nothing was done; absent where something was
 * @param position of the last event of the line; null where nothing was done
 */
public record BatchLine(
        int line,
        int status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean replayed,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Transaction transaction,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ProblemDetails problem,
        @Nullable Position position) {}
