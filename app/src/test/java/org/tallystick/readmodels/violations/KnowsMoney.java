package org.tallystick.readmodels.violations;

import org.tallystick.values.Money;

/** Breaks the rule that what feeds read models knows no domain, so that a test can see it fail. */
public final class KnowsMoney {
    public Money money;
}
