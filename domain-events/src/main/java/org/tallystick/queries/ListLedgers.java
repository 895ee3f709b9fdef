package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.Ledger;

/** All ledgers by name. */
public record ListLedgers(Slice slice, OptionalLong reached) implements LedgerQuery<Page<Ledger>> {}
