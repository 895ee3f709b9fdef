package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferStep;

/** A ledger refused a later step: what was done before has to be taken back. */
public record TransferRefused(LedgerName ledger, TransferId transfer, TransferStep step, String code, String reason)
        implements TransferEvent {}
