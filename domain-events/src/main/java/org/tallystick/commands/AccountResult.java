package org.tallystick.commands;

import org.tallystick.values.AccountState;
import org.tallystick.values.Address;

public record AccountResult(Address address, AccountState state) {}
