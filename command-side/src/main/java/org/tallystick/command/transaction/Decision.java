package org.tallystick.command.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.TouchedAccount;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.commands.TransactionResult;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.TransactionEvent;
import org.tallystick.values.AccountState;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionState;

/** What was decided of a command, before any of it happens. */
sealed interface Decision {

    /** Nothing happens. */
    record Rejected(TransactionRejection rejection, String detail, Map<String, Object> facts) implements Decision {
        Outcome<TransactionResult> outcome() {
            return Outcome.rejected(rejection, detail, facts);
        }
    }

    /** It happened before: the event with this sequence number of this transaction was the effect. */
    record Replay(TransactionId transaction, int sequence) implements Decision {}

    /**
     * It shall happen.
     *
     * @param entries on accounts, in the order of the postings
     * @param events on transactions, after the entries
     * @param moved the accounts after the entries, by address
     * @param answer the transaction that the command is answered with
     */
    record Accepted(List<Entry> entries, List<TransactionEvent> events, List<Moved> moved, TransactionState answer)
            implements Decision {

        TransactionResult result() {
            List<TouchedAccount> accounts = new ArrayList<>(moved.size());
            for (Moved each : moved) {
                AccountState after = each.after();
                accounts.add(
                        new TouchedAccount(each.party().address(), after.asset(), after.normal(), after.counters()));
            }
            return new TransactionResult(answer, accounts);
        }
    }

    /** What shall happen to an account. */
    record Entry(Party party, AccountEntry event) {}

    /** An account as the decision leaves it. */
    record Moved(Party party, AccountState after) {}
}
