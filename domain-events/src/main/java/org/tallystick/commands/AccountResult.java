package org.tallystick.commands;

import org.tallystick.values.AccountState;
import org.tallystick.values.Address;

/**
 * An account after a command.
 *
 * @param version the sequence number of its last event
 */
public record AccountResult(Address address, AccountState state, long version) {}
