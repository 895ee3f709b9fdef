package org.tallystick.command.transaction;

import java.util.Map;
import java.util.TreeMap;
import org.tallystick.command.journal.RecordedUnit;
import org.tallystick.command.journal.RecordedUnits;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.TouchedAccount;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.commands.TransactionResult;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.RecordedEvent;
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

    /**
     * Answers a command whose idempotency key has stored a unit before. Its content is the same, after defaults, exactly
     * when it would be a repetition of what that unit did without a key, too.
     */
    Outcome<TransactionResult> replay(RecordedUnit earlier, Decision decision) {
        if (decision instanceof Decision.Replay replay
                && replay(replay) instanceof Outcome.Done<TransactionResult> done
                && done.position() == earlier.position()) {
            return done;
        }
        return keyReused().outcome();
    }

    static Decision.Rejected keyReused() {
        return new Decision.Rejected(
                TransactionRejection.ID_REUSED, "The idempotency key was used before with other content.", Map.of());
    }

    private TransactionResult result(TransactionId transaction, int sequence, RecordedUnit unit) {
        Map<Address, TouchedAccount> touched = new TreeMap<>();
        for (RecordedEvent event : unit.events()) {
            if (event.payload() instanceof AccountEntry entry
                    && entry.transaction().equals(transaction)) {
                AccountState account = books.party(entry.address()).state();
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
