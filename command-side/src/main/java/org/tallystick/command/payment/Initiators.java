package org.tallystick.command.payment;

import java.util.Optional;
import org.tallystick.events.EventMetadata;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.values.Actors;
import org.tallystick.values.PaymentState;
import org.tallystick.values.StandingOrderId;

/**
 * Finds the person behind a payment. Payments that standing orders made are on record under whoever placed the order; what
 * was stored before that was so is under the name of the machinery, and leads to the order.
 */
final class Initiators {
    private final UnitLookup units;

    Initiators(UnitLookup units) {
        this.units = units;
    }

    /** As on record; null when nobody is. */
    String of(PaymentState payment) {
        return Actors.STANDING_ORDERS.equals(payment.initiator())
                ? Optional.ofNullable(payment.standingOrder())
                        .flatMap(this::placer)
                        .orElse(null)
                : payment.initiator();
    }

    private Optional<String> placer(StandingOrderId order) {
        return units.unitOf(order.stream(), 0).map(unit -> unit.metadata().get(EventMetadata.ACTOR));
    }
}
