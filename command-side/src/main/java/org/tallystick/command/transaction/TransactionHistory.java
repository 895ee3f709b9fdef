package org.tallystick.command.transaction;

import java.util.List;
import org.tallystick.events.TransactionEvent;
import org.tallystick.values.TransactionState;

/** The events of one transaction, from its creation on, and the state after each of them. */
record TransactionHistory(List<TransactionEvent> events, List<TransactionState> states) {
    TransactionHistory {
        events = List.copyOf(events);
        states = List.copyOf(states);
    }

    TransactionState state() {
        return states.get(states.size() - 1);
    }

    TransactionEvent created() {
        return events.get(0);
    }

    /** The index of the first event of a kind, which is its sequence number; -1 when there is none. */
    int indexOf(Class<? extends TransactionEvent> kind) {
        for (int i = 0; i < events.size(); i++) {
            if (kind.isInstance(events.get(i))) {
                return i;
            }
        }
        return -1;
    }
}
