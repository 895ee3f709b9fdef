package org.tallystick.queries;

import java.util.OptionalLong;

/** All ledgers by name. */
public record ListLedgers(Slice slice, OptionalLong reached) implements LedgerQuery {}
