package org.tallystick.saga.engine;

import java.util.List;
import java.util.Map;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.PostTransaction;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;

/** The transactions that sagas make: one posting, with metadata that lead from an entry back to what it is for. */
public final class StepTransactions {
    private StepTransactions() {}

    public static HoldTransaction hold(
            LedgerName ledger, TransactionId id, Posting posting, String reference, Map<String, String> metadata) {
        return new HoldTransaction(ledger, id, List.of(posting), null, null, reference, null, metadata, false);
    }

    public static PostTransaction post(
            LedgerName ledger, TransactionId id, Posting posting, String reference, Map<String, String> metadata) {
        return new PostTransaction(ledger, id, List.of(posting), null, reference, null, metadata, false);
    }
}
