package org.tallystick.values;

import java.time.Instant;
import java.util.Map;

/**
 * All that is known of a transfer after an event.
 *
 * @param from what leaves the first ledger
 * @param to what comes into the second
 * @param next what has to be done; null when the transfer has ended
 * @param fromFunds what became of the money in the first ledger
 * @param toFunds what became of the money in the second ledger
 * @param failed whether a ledger refused its part, so that everything is taken back
 * @param hold the transaction in the first ledger
 * @param delivery the transaction in the second ledger
 * @param recall the transaction that reverses the delivery, if that has to be done; null before
 * @param attempts how often the present step was tried in vain
 * @param code why it is taken back, or why the last attempt failed, for programs; null where nothing went wrong
 * @param reason the same for people
 */
public record TransferState(
        TransferId id,
        TransferLeg from,
        TransferLeg to,
        String reference,
        Map<String, String> metadata,
        String initiator,
        Instant initiatedAt,
        Instant changedAt,
        TransferPhase phase,
        TransferStep next,
        TransferFunds fromFunds,
        TransferFunds toFunds,
        boolean failed,
        TransactionId hold,
        TransactionId delivery,
        TransactionId recall,
        int attempts,
        String code,
        String reason) {

    public TransferState {
        metadata = metadata == null ? Map.of() : OrderedMap.copyOf(metadata);
    }
}
