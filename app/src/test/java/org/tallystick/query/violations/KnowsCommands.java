package org.tallystick.query.violations;

import org.tallystick.eventstore.journal.Store;

/** Breaks the rule of the query side, so that a test can see it fail. */
public final class KnowsCommands {
    public Store store;
}
