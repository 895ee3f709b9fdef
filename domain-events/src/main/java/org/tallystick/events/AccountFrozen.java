package org.tallystick.events;

import org.tallystick.values.AccountState;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

public record AccountFrozen(LedgerName ledger, Address address, AccountState state) implements AccountStateEvent {}
