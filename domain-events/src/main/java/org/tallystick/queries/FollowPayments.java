package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.ChangedPayment;
import org.tallystick.answers.Payment;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/**
 * The open payments as they are, and everything that happens to payments from then on. What is null does not matter.
 *
 * @param payment the only one that is followed, open or not
 */
public record FollowPayments(PaymentId payment, LedgerName ledger, Address payer, String rail, OptionalLong reached)
        implements LedgerQuery<Page<Payment>> {

    public boolean covers(PaymentChange change) {
        ChangedPayment changed = change.payment();
        return (payment == null || payment.equals(changed.payment()))
                && (ledger == null || ledger.equals(changed.ledger()))
                && (payer == null || payer.equals(changed.payer()))
                && (rail == null || rail.equals(changed.rail()));
    }
}
