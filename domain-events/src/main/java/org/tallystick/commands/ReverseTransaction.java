package org.tallystick.commands;

import java.time.Instant;
import java.util.Map;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/**
 * Reverses a posted transaction by a new one.
 *
 * @param reversal the identifier of the new transaction; {@link DerivedIds#reversalOf} when the client gave none
 */
public record ReverseTransaction(
        @RoutingKey LedgerName ledger,
        TransactionId transaction,
        TransactionId reversal,
        Instant effectiveAt,
        String description,
        Map<String, String> metadata)
        implements LedgerCommand {}
