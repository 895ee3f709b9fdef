package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferStep;

/**
 * A step failed and will be tried again.
 *
 * @param attempt counted from 1 for each step
 */
public record TransferAttemptFailed(
        LedgerName ledger, TransferId transfer, TransferStep step, int attempt, String code, String reason)
        implements TransferEvent {}
