package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferStep;

/**
 * Records how a step of a transfer ended in its ledger. The first outcome of a step counts.
 *
 * @param transaction what did the step, or would have
 * @param rejected why the ledger refused it; null when it was done
 * @param reason the same for people
 */
public record RecordTransferStep(
        @RoutingKey TransferId transfer, TransferStep step, TransactionId transaction, String rejected, String reason)
        implements TransferCommand {}
