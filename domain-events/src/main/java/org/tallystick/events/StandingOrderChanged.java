package org.tallystick.events;

import java.math.BigInteger;
import java.util.Map;
import org.tallystick.values.LedgerName;
import org.tallystick.values.OrderedMap;
import org.tallystick.values.Schedule;
import org.tallystick.values.SealedBeneficiary;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.StandingOrderTerms;

/** What it pays is this from now on, in each payment that it has not made yet. */
public record StandingOrderChanged(
        LedgerName ledger,
        StandingOrderId standingOrder,
        BigInteger amount,
        String rail,
        SealedBeneficiary beneficiary,
        String reference,
        Map<String, String> metadata,
        Schedule schedule)
        implements StandingOrderEvent {
    public StandingOrderChanged {
        metadata = metadata == null ? Map.of() : OrderedMap.copyOf(metadata);
    }

    public static StandingOrderChanged of(StandingOrderId id, StandingOrderTerms order) {
        return new StandingOrderChanged(
                order.ledger(),
                id,
                order.amount(),
                order.rail(),
                order.beneficiary(),
                order.reference(),
                order.metadata(),
                order.schedule());
    }

    StandingOrderTerms order(StandingOrderTerms before) {
        return new StandingOrderTerms(
                before.ledger(),
                before.payer(),
                amount,
                before.asset(),
                rail,
                beneficiary,
                reference,
                metadata,
                schedule);
    }
}
