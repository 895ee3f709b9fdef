package org.tallystick.answers;

import java.math.BigInteger;
import java.time.Instant;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Position;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/**
 * The counters of an account after the entry at a position, as those are told who follow balances. Amounts are in minor
 * units of the asset.
 *
 * @param version the sequence number of the entry among the events of the account
 */
public record ChangedBalance(
        Position position,
        Instant recordedAt,
        TransactionId transaction,
        Address address,
        Asset asset,
        Side normal,
        BigInteger debitsPosted,
        BigInteger creditsPosted,
        BigInteger debitsPending,
        BigInteger creditsPending,
        BigInteger balance,
        BigInteger available,
        long version) {}
