package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

public record CloseAccount(@RoutingKey LedgerName ledger, Address address) implements LedgerCommand {}
