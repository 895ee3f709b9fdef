package org.tallystick.queries;

import java.util.List;

/** Changes that became visible together, by position. */
public record BalanceChanges(List<BalanceChange> changes) {
    public BalanceChanges {
        changes = List.copyOf(changes);
    }
}
