package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Position;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferStep;

/**
 * An event of a transfer.
 *
 * @param event its type
 * @param step that was refused or failed; absent of other events
 * @param transaction what a ledger did; absent where none did anything
 * @param attempt that failed, from 1; absent where none did
 * @param code why, for programs; absent where there is nothing to say
 * @param reason the same for people
 */
public record TransferTimelineEntry(
        String event,
        Position position,
        Instant recordedAt,
        @Nullable String actor,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TransferStep step,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TransactionId transaction,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer attempt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String code,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {}
