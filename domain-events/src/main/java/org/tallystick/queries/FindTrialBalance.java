package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.TrialBalance;
import org.tallystick.values.LedgerName;

/** Debits and credits per asset of a whole ledger, now (asOf null) or then. */
public record FindTrialBalance(LedgerName ledger, AsOf asOf, OptionalLong reached)
        implements LedgerQuery<Found<TrialBalance>> {}
