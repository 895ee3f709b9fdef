package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.TransferId;

/** The first ledger refused to hold the money: nothing has moved. */
public record TransferRejected(LedgerName ledger, TransferId transfer, String code, String reason)
        implements TransferEvent {}
