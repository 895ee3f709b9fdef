package org.tallystick.queries;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tallystick.answers.Transfer;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransferPhase;

/**
 * Transfers, newest first, initiated from an instant (inclusive) to another (exclusive). What is null or empty does not
 * matter.
 *
 * @param ledger the one that the money leaves, or the one that it comes into
 * @param account in that ledger; null for any
 */
public record ListTransfers(
        LedgerName ledger,
        Address account,
        List<TransferPhase> states,
        Boolean ended,
        String reference,
        Instant from,
        Instant to,
        Map<String, String> metadata,
        Slice slice,
        OptionalLong reached)
        implements LedgerQuery<Page<Transfer>> {}
