package org.tallystick.eventstore.violations;

import org.tallystick.values.Address;

/** Breaks the rule that the event store knows no domain, so that a test can see it fail. */
public final class KnowsAccounts {
    public Address account;
}
