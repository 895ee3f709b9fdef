package org.tallystick.queries;

import java.util.List;

/** Changes of balances. */
public record BalanceChanges(List<BalanceChange> changes) implements Changes<BalanceChange> {
    public BalanceChanges {
        changes = List.copyOf(changes);
    }
}
