package org.tallystick.benchmarks;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.tallystick.commands.CreateLedger;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.OpenAccount;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.PostTransaction;
import org.tallystick.events.EventMetadata;
import org.tallystick.load.LedgerLoad;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Posting;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/** The commands that Tallystick's handlers take, whatever bus and store they work on. */
final class LedgerCommands {
    /** What the API stores with every command. */
    static final Map<String, String> SENDER =
            Map.of(EventMetadata.ACTOR, "anonymous", EventMetadata.REQUEST_ID, "0123456789abcdef0123456789abcdef");

    private static final LedgerName LEDGER = new LedgerName("load");
    private static final Asset EUR = Asset.parse("EUR/2");

    private LedgerCommands() {}

    static LedgerCommand createLedger() {
        return new CreateLedger(LEDGER, "Load", Map.of());
    }

    static LedgerCommand openAccount(int account) {
        return new OpenAccount(LEDGER, address(account), EUR, Side.CREDIT, null, null, Map.of());
    }

    static LedgerCommand of(Transfer transfer) {
        TransactionId id = new TransactionId(transfer.id());
        return switch (transfer.kind()) {
            case POST -> new PostTransaction(LEDGER, id, postings(transfer), null, null, null, Map.of(), false);
            case HOLD -> new HoldTransaction(LEDGER, id, postings(transfer), null, null, null, null, Map.of(), false);
            case POST_HELD -> new PostHeldTransaction(LEDGER, id, null);
        };
    }

    private static List<Posting> postings(Transfer transfer) {
        return List.of(new Posting(
                address(transfer.accounts().debit()),
                address(transfer.accounts().credit()),
                BigInteger.ONE,
                EUR));
    }

    private static Address address(int account) {
        return new Address(LedgerLoad.address(account));
    }
}
