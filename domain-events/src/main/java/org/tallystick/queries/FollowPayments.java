package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/**
 * The open payments as they are, and everything that happens to payments from then on. What is null does not matter.
 *
 * @param payment the only one that is followed, open or not
 */
public record FollowPayments(PaymentId payment, LedgerName ledger, Address payer, String rail, OptionalLong reached)
        implements LedgerQuery {

    public boolean covers(PaymentChange change) {
        return (payment == null || payment.equals(change.payment()))
                && (ledger == null || ledger.equals(change.ledger()))
                && (payer == null || payer.equals(change.payer()))
                && (rail == null || rail.equals(change.rail()));
    }
}
