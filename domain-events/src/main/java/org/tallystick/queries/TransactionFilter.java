package org.tallystick.queries;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Address;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionPhase;

/**
 * Which transactions of a ledger are wanted; what is null or empty filters nothing.
 *
 * @param account one of its postings is to or from it
 * @param prefix one of its postings is to or from an account whose address begins so
 * @param side on which the account, or one with the prefix, stands in that posting
 * @param reversed whether another one has reversed it
 * @param from inclusive, on the basis
 * @param to exclusive, on the basis
 * @param minAmount the least that the largest of its postings may be
 * @param maxAmount the most that the largest of its postings may be
 * @param metadata values that it has
 * @param metadataKeys keys under which it has any value
 */
public record TransactionFilter(
        @Nullable Address account,
        String prefix,
        @Nullable Side side,
        @Nullable String reference,
        Set<TransactionPhase> states,
        @Nullable Boolean reversed,
        @Nullable Instant from,
        @Nullable Instant to,
        Basis basis,
        @Nullable BigInteger minAmount,
        @Nullable BigInteger maxAmount,
        Map<String, String> metadata,
        Set<String> metadataKeys) {}
