package org.tallystick.events;

import java.math.BigInteger;
import java.util.Map;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.OrderedMap;
import org.tallystick.values.Schedule;
import org.tallystick.values.SealedBeneficiary;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.StandingOrderTerms;

/** A client asked for a payment on each date of a schedule. */
public record StandingOrderPlaced(
        LedgerName ledger,
        StandingOrderId standingOrder,
        Address payer,
        BigInteger amount,
        Asset asset,
        String rail,
        SealedBeneficiary beneficiary,
        String reference,
        Map<String, String> metadata,
        Schedule schedule)
        implements StandingOrderEvent {
    public StandingOrderPlaced {
        metadata = metadata == null ? Map.of() : OrderedMap.copyOf(metadata);
    }

    public static StandingOrderPlaced of(StandingOrderId id, StandingOrderTerms order) {
        return new StandingOrderPlaced(
                order.ledger(),
                id,
                order.payer(),
                order.amount(),
                order.asset(),
                order.rail(),
                order.beneficiary(),
                order.reference(),
                order.metadata(),
                order.schedule());
    }

    StandingOrderTerms order() {
        return new StandingOrderTerms(ledger, payer, amount, asset, rail, beneficiary, reference, metadata, schedule);
    }
}
