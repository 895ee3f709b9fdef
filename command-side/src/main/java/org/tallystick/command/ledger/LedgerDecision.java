package org.tallystick.command.ledger;

import static org.tallystick.commands.LedgerRejection.ID_REUSED;
import static org.tallystick.commands.LedgerRejection.INVALID;
import static org.tallystick.commands.LedgerRejection.NOT_FOUND;

import java.util.Map;
import org.tallystick.command.decision.Decision;
import org.tallystick.commands.ChangeLedger;
import org.tallystick.commands.CreateLedger;
import org.tallystick.events.LedgerChanged;
import org.tallystick.events.LedgerCreated;
import org.tallystick.events.LedgerEvent;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;
import org.tallystick.values.Metadata;

/** Decides whether a ledger is created or changed. */
final class LedgerDecision {
    private LedgerDecision() {}

    /** @param created what the ledger was created with; null when it does not exist */
    static Decision<LedgerCreated> create(CreateLedger command, LedgerState created) {
        LedgerState content = new LedgerState(command.name(), command.metadata(), null);
        if (created == null) {
            return Decision.accepted(new LedgerCreated(command.ledger(), content));
        }
        return created.equals(content)
                ? Decision.unchanged()
                : Decision.rejected(
                        ID_REUSED,
                        "Ledger " + command.ledger() + " was created with another name or other metadata.",
                        Map.of("ledger", command.ledger().value()));
    }

    /** @param before null when the ledger does not exist */
    static Decision<LedgerEvent> change(ChangeLedger command, LedgerState before) {
        LedgerName ledger = command.ledger();
        if (before == null) {
            return Decision.rejected(NOT_FOUND, "There is no ledger " + ledger + ".", Map.of("ledger", ledger.value()));
        }
        LedgerState after = new LedgerState(
                command.name().applyTo(before.name()),
                command.metadata().applyTo(before.metadata()),
                command.lockedBefore().applyTo(before.lockedBefore()));
        if (after.equals(before)) {
            return Decision.unchanged();
        }
        try {
            Metadata.checked(after.metadata());
            return Decision.accepted(new LedgerChanged(ledger, after));
        } catch (InvalidValueException e) {
            return Decision.rejected(INVALID, "metadata " + e.getMessage(), Map.of("field", "metadata"));
        }
    }
}
