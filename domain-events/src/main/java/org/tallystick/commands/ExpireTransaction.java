package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

public record ExpireTransaction(@RoutingKey LedgerName ledger, TransactionId transaction) implements LedgerCommand {}
