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
}
