package org.tallystick.commands;

import java.util.Map;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.LedgerName;

/** Creates a ledger; sent again with the same content it changes nothing. */
public record CreateLedger(@RoutingKey LedgerName ledger, String name, Map<String, String> metadata)
        implements LedgerCommand {}
