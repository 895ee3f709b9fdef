package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Position;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferPhase;
import org.tallystick.values.TransferState;
import org.tallystick.values.TransferStep;

/**
 * A transfer between two ledgers.
 *
 * @param next what has to be done; null when it has ended
 * @param recall the transaction that reverses the delivery, if that has to be done; null before
 * @param attempts how often the present step was tried in vain
 * @param code why it is taken back, or why the last attempt failed, for programs; null where nothing went wrong
 * @param reason the same for people
 * @param stale true where an event of it waits to be repaired; absent otherwise
 * @param timeline everything that happened to it, in order; absent from lists and from answers to commands
 */
public record Transfer(
        TransferId id,
        TransferPhase state,
        TransferPart from,
        TransferPart to,
        @Nullable String reference,
        Map<String, String> metadata,
        @Nullable String initiator,
        Instant initiatedAt,
        Instant changedAt,
        @Nullable TransferStep next,
        @Nullable TransactionId recall,
        int attempts,
        @Nullable String code,
        @Nullable String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean stale,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<TransferTimelineEntry> timeline)
        implements CommandAnswer {

    /** What a command is answered with. */
    public static Transfer of(TransferState state) {
        return of(state, false, null);
    }

    /**
     * What a query is answered with.
     *
     * @param timeline null in a list
     */
    public static Transfer of(TransferState state, boolean stale, @Nullable List<TransferTimelineEntry> timeline) {
        return new Transfer(
                state.id(),
                state.phase(),
                TransferPart.of(state.from(), state.hold(), state.fromFunds()),
                TransferPart.of(state.to(), state.delivery(), state.toFunds()),
                state.reference(),
                state.metadata(),
                state.initiator(),
                state.initiatedAt(),
                state.changedAt(),
                state.next(),
                state.recall(),
                state.attempts(),
                state.code(),
                state.reason(),
                stale ? Boolean.TRUE : null,
                timeline);
    }

    @Override
    public MinimalAnswer minimal(Position at) {
        return MinimalAnswer.of(id, state, at);
    }
}
