package org.tallystick.commands;

import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/**
 * Creates many transactions in the given order, each seeing the ones before it; answered by a list of outcomes in the
 * same order.
 *
 * @param atomic all or none
 * @param derivedByKey for lines that name an identifier although the batch has an idempotency key, by that identifier: the
 *     one that the key would have derived
 */
public record PostBatch(
        @RoutingKey LedgerName ledger,
        boolean atomic,
        List<NewTransaction> lines,
        Map<TransactionId, TransactionId> derivedByKey)
        implements LedgerCommand {}
