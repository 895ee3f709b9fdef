package org.tallystick.queries;

import java.time.Instant;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/**
 * The counters of an account after the entry at a position.
 *
 * @param version the sequence number of the entry among the events of the account
 */
public record BalanceChange(
        long position,
        Instant recordedAt,
        TransactionId transaction,
        Address address,
        Asset asset,
        Side normal,
        Counters counters,
        long version)
        implements Change {}
