package org.tallystick.commands;

import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/** The counters of an account right after a command. */
public record TouchedAccount(Address address, Asset asset, Side normal, Counters counters) {}
