package org.tallystick.queries;

import org.tallystick.events.AccountEvent;

/** An event changed an account. */
public record BalanceChange(long position, AccountEvent event) {}
