package org.tallystick.lending;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;
import org.tallystick.lending.LendingEvents.LoanOverdue;

/** A read model in memory. */
@Component
@ProcessingGroup("overdue")
class OverdueBooks {
    private final Set<String> books = ConcurrentHashMap.newKeySet();

    @EventHandler
    void on(LoanOverdue event) {
        books.add(event.book());
    }

    void forget() {
        books.clear();
    }

    boolean has(String book) {
        return books.contains(book);
    }
}
