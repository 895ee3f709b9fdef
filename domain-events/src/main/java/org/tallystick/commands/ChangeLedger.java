package org.tallystick.commands;

import java.time.Instant;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.LedgerName;

/** Changes a ledger. {@code lockedBefore} may move either way; null opens the past again. */
public record ChangeLedger(
        @RoutingKey LedgerName ledger, Change<String> name, MetadataPatch metadata, Change<Instant> lockedBefore)
        implements LedgerCommand {}
