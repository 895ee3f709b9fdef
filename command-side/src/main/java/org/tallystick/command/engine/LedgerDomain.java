package org.tallystick.command.engine;

import java.util.List;
import org.tallystick.events.EventType;
import org.tallystick.eventstore.CommandProfile;
import org.tallystick.eventstore.Domain;
import org.tallystick.eventstore.Upcasters;

/** The ledger as the event store knows it. */
public final class LedgerDomain {
    private LedgerDomain() {}

    public static Domain events() {
        return new Domain(new LedgerEvents(), new LedgerIndexing(), List.of(new LedgerCorrelation()));
    }

    /** How what earlier versions stored becomes what this one stores. */
    public static Upcasters upcasters() {
        return new Upcasters().add(EventType.PAYMENT_INITIATED.logicalName(), 1, withoutOrigin -> withoutOrigin);
    }

    public static CommandProfile commands() {
        return new LedgerCommands();
    }
}
