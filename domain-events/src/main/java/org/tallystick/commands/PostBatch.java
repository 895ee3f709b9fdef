package org.tallystick.commands;

import java.util.List;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.LedgerName;

/**
 * Creates many transactions in the given order, each seeing the ones before it; answered by a list of outcomes in the
 * same order.
 *
 * @param atomic all or none
 */
public record PostBatch(@RoutingKey LedgerName ledger, boolean atomic, List<NewTransaction> lines)
        implements LedgerCommand {}
