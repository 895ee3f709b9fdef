package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.Ledger;
import org.tallystick.values.LedgerName;

/** One ledger. */
public record FindLedger(LedgerName ledger, OptionalLong reached) implements LedgerQuery<Found<Ledger>> {}
