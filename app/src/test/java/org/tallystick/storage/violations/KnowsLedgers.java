package org.tallystick.storage.violations;

import org.tallystick.values.LedgerName;

/** Breaks the rule that what stores knows no domain, so that a test can see it fail. */
public final class KnowsLedgers {
    public LedgerName ledger;
}
