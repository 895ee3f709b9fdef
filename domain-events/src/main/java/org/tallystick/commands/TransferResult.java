package org.tallystick.commands;

import org.tallystick.values.TransferState;

/** A transfer after a command. */
public record TransferResult(TransferState transfer) {}
