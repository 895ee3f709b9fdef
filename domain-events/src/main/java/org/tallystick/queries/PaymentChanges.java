package org.tallystick.queries;

import java.util.List;

/** Changes of payments. */
public record PaymentChanges(List<PaymentChange> changes) implements Changes<PaymentChange> {
    public PaymentChanges {
        changes = List.copyOf(changes);
    }
}
