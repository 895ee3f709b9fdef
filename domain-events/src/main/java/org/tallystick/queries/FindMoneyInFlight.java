package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.InFlight;
import org.tallystick.values.LedgerName;

/**
 * What is held for open payments, beside what is pending on the accounts that they clear through.
 *
 * @param ledger null for all ledgers
 */
public record FindMoneyInFlight(LedgerName ledger, OptionalLong reached) implements LedgerQuery<Found<InFlight>> {}
