package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferStep;

/** Records that an attempt at a step failed, so that the next one waits longer. @param attempt counted from 1 */
public record RecordTransferAttempt(
        @RoutingKey TransferId transfer, TransferStep step, int attempt, String code, String reason)
        implements TransferCommand {}
