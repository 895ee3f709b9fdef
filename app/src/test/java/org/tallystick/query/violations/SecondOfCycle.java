package org.tallystick.query.violations;

import org.tallystick.command.violations.FirstOfCycle;

/** Breaks the rule that packages have no cycles, together with {@link FirstOfCycle}. */
public final class SecondOfCycle {
    public FirstOfCycle first;
}
