package org.tallystick.query;

import java.time.Instant;
import org.tallystick.events.DomainEvent;
import org.tallystick.readmodels.MemoryLog;

/** Puts events of the ledger into a log in memory. */
public final class LedgerLog {
    private LedgerLog() {}

    public static void add(MemoryLog log, DomainEvent event, Instant recordedAt) {
        log.add(event.stream(), event, recordedAt);
    }
}
