package org.tallystick.command.transaction;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tallystick.command.journal.RecordedUnit;
import org.tallystick.command.journal.RecordedUnits;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.TouchedAccount;
import org.tallystick.commands.TransactionResult;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.RecordedEvent;
import org.tallystick.events.TransactionEvent;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;
import org.tallystick.values.TransactionId;

/** Answers repeated commands with what their first sending was answered: from the unit of work that it stored. */
final class Originals {
    private final RecordedUnits units;
    private final Books books;

    Originals(RecordedUnits units, Books books) {
        this.units = units;
        this.books = books;
    }

    Outcome<TransactionResult> replay(Decision.Replay replay) {
        String stream = books.ledger().streamOf(replay.transaction());
        RecordedUnit unit = units.unitOf(stream, replay.sequence())
                .orElseThrow(
                        () -> new IllegalStateException("no unit holds event " + replay.sequence() + " of " + stream));
        return Outcome.replayed(result(replay.transaction(), replay.sequence(), unit), unit.position());
    }

    /** What a unit was answered that was stored with an idempotency key: by its first event on a transaction. */
    Optional<TransactionResult> result(RecordedUnit unit) {
        for (RecordedEvent event : unit.events()) {
            if (event.payload() instanceof TransactionEvent happened) {
                return Optional.of(result(happened.transaction(), (int) event.sequence(), unit));
            }
        }
        return Optional.empty();
    }

    private TransactionResult result(TransactionId transaction, int sequence, RecordedUnit unit) {
        Map<Address, TouchedAccount> touched = new TreeMap<>();
        for (RecordedEvent event : unit.events()) {
            if (event.payload() instanceof AccountEntry entry
                    && entry.transaction().equals(transaction)) {
                AccountState account = books.account(entry.address());
                touched.put(
                        entry.address(),
                        new TouchedAccount(entry.address(), account.asset(), account.normal(), entry.counters()));
            }
        }
        return new TransactionResult(
                books.transaction(transaction).states().get(sequence),
                touched.values().stream().toList());
    }
}
