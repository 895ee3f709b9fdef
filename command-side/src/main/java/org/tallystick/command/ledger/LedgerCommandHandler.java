package org.tallystick.command.ledger;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;
import org.tallystick.command.decision.Decision;
import org.tallystick.commands.ChangeLedger;
import org.tallystick.commands.CreateLedger;
import org.tallystick.commands.LedgerResult;
import org.tallystick.commands.Outcome;
import org.tallystick.events.LedgerEvent;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;

/** Creates and changes ledgers. */
@Component
public class LedgerCommandHandler {
    private final Repository<Ledger> ledgers;
    private final UnitLookup units;

    public LedgerCommandHandler(Repository<Ledger> ledgers, UnitLookup units) {
        this.ledgers = ledgers;
        this.units = units;
    }

    @CommandHandler
    public Outcome<LedgerResult> handle(CreateLedger command) throws Exception {
        Aggregate<Ledger> existing = find(command.ledger());
        return existing == null
                ? LedgerDecision.create(command, null).create(event -> {
                    ledgers.newInstance(() -> new Ledger(event));
                    return new LedgerResult(command.ledger(), event.state());
                })
                : outcome(LedgerDecision.create(command, existing.invoke(Ledger::created)), command.ledger(), existing);
    }

    @CommandHandler
    public Outcome<LedgerResult> handle(ChangeLedger command) {
        Aggregate<Ledger> existing = find(command.ledger());
        LedgerState before = existing == null ? null : existing.invoke(Ledger::state);
        return outcome(LedgerDecision.change(command, before), command.ledger(), existing);
    }

    private Aggregate<Ledger> find(LedgerName ledger) {
        return units.exists(ledger.stream()) ? ledgers.load(ledger.stream()) : null;
    }

    private static Outcome<LedgerResult> outcome(
            Decision<? extends LedgerEvent> decision, LedgerName name, Aggregate<Ledger> existing) {
        return decision.apply(
                event -> existing.execute(ledger -> ledger.record(event)),
                () -> new LedgerResult(name, existing.invoke(Ledger::state)));
    }
}
