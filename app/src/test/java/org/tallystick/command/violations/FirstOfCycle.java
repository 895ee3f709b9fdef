package org.tallystick.command.violations;

import org.tallystick.query.violations.SecondOfCycle;

/** Breaks the rule that packages have no cycles, together with {@link SecondOfCycle}. */
public final class FirstOfCycle {
    public SecondOfCycle second;
}
