package org.tallystick.command.ledger;

import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.tallystick.command.journal.RecordedUnits;
import org.tallystick.commands.ChangeLedger;
import org.tallystick.commands.CreateLedger;
import org.tallystick.commands.LedgerRejection;
import org.tallystick.commands.LedgerResult;
import org.tallystick.commands.Outcome;
import org.tallystick.events.LedgerChanged;
import org.tallystick.events.LedgerCreated;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;
import org.tallystick.values.Metadata;

/** Creates and changes ledgers. */
public class LedgerCommandHandler {
    private final Repository<Ledger> ledgers;
    private final RecordedUnits units;

    public LedgerCommandHandler(Repository<Ledger> ledgers, RecordedUnits units) {
        this.ledgers = ledgers;
        this.units = units;
    }

    @CommandHandler
    public Outcome<LedgerResult> handle(CreateLedger command) throws Exception {
        LedgerState content = new LedgerState(command.name(), command.metadata(), null);
        if (!units.exists(command.ledger().stream())) {
            ledgers.newInstance(() -> new Ledger(new LedgerCreated(command.ledger(), content)));
            return Outcome.created(new LedgerResult(command.ledger(), content));
        }
        Aggregate<Ledger> existing = ledgers.load(command.ledger().stream());
        return existing.invoke(ledger -> ledger.wasCreatedWith(content)
                ? Outcome.replayed(new LedgerResult(command.ledger(), ledger.state()), 0)
                : Outcome.rejected(
                        LedgerRejection.ID_REUSED,
                        "Ledger " + command.ledger() + " was created with another name or other metadata.",
                        Map.of("ledger", command.ledger().value())));
    }

    @CommandHandler
    public Outcome<LedgerResult> handle(ChangeLedger command) {
        LedgerName name = command.ledger();
        if (!units.exists(name.stream())) {
            return Outcome.rejected(
                    LedgerRejection.NOT_FOUND, "There is no ledger " + name + ".", Map.of("ledger", name.value()));
        }
        Aggregate<Ledger> loaded = ledgers.load(name.stream());
        LedgerState before = loaded.invoke(Ledger::state);
        LedgerState after = new LedgerState(
                command.name().applyTo(before.name()),
                command.metadata().applyTo(before.metadata()),
                command.lockedBefore().applyTo(before.lockedBefore()));
        if (after.equals(before)) {
            return Outcome.replayed(new LedgerResult(name, before), 0);
        }
        try {
            Metadata.checked(after.metadata());
        } catch (InvalidValueException e) {
            return Outcome.rejected(LedgerRejection.INVALID, "metadata " + e.getMessage(), Map.of("field", "metadata"));
        }
        loaded.execute(ledger -> ledger.record(new LedgerChanged(name, after)));
        return Outcome.changed(new LedgerResult(name, after));
    }
}
