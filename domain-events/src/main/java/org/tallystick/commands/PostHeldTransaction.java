package org.tallystick.commands;

import java.math.BigInteger;
import java.util.List;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/**
 * Posts a pending transaction.
 *
 * @param amounts for each posting, in the order of the hold, what to post; null for everything
 */
public record PostHeldTransaction(@RoutingKey LedgerName ledger, TransactionId transaction, List<BigInteger> amounts)
        implements LedgerCommand {}
