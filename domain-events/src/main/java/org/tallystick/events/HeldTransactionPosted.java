package org.tallystick.events;

import java.math.BigInteger;
import java.util.List;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/**
 * A pending transaction was posted.
 *
 * @param amounts for each posting, in the order of the hold, what was posted: 0 to what was held, at least one above 0
 */
public record HeldTransactionPosted(LedgerName ledger, TransactionId transaction, List<BigInteger> amounts)
        implements TransactionEvent {
    public HeldTransactionPosted {
        amounts = List.copyOf(amounts);
    }
}
