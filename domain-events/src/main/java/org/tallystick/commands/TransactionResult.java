package org.tallystick.commands;

import java.util.List;
import org.tallystick.values.TransactionState;

/**
 * A transaction after a command, with what the command made of the accounts that it touched.
 *
 * @param accounts in the order of their addresses, each once
 */
public record TransactionResult(TransactionState transaction, List<TouchedAccount> accounts) {}
