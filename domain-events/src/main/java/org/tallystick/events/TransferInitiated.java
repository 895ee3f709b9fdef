package org.tallystick.events;

import java.util.Map;
import org.tallystick.values.LedgerName;
import org.tallystick.values.OrderedMap;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferLeg;

/**
 * A client asked for a transfer from one ledger to another.
 *
 * @param ledger the first one, that of {@code from}
 * @param hold the transaction that will hold the money in the first ledger
 * @param delivery the transaction that will post it in the second
 */
public record TransferInitiated(
        LedgerName ledger,
        TransferId transfer,
        TransferLeg from,
        TransferLeg to,
        String reference,
        Map<String, String> metadata,
        TransactionId hold,
        TransactionId delivery)
        implements TransferEvent {
    public TransferInitiated {
        metadata = metadata == null ? Map.of() : OrderedMap.copyOf(metadata);
    }
}
