package org.tallystick.query.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionPosted;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.readmodels.Batch;
import org.tallystick.readmodels.EventRange;
import org.tallystick.readmodels.Projection;
import org.tallystick.readmodels.Tables;

/**
 * Every movement of every account with the counters after it, and sums of them: per address prefix, and per asset of a
 * ledger by business day. All in one projection, so that what is added up in one read was written at one position.
 *
 * <p>Nearly every entry is effective when it is recorded. These stand in {@link PlainEntries}, in one order for both time
 * bases, and {@link EntryIndex} finds those of an account. The others, the dated entries, stand in a table of their own,
 * with an order for each; what they add to a business day of their account, and take from the one on which they were
 * recorded, is kept as a shift.
 */
@Component
@Order(3)
@ProcessingGroup(EntryProjection.NAME)
public class EntryProjection implements Projection {
    public static final String NAME = "entries";
    /** Prefixes of more segments than this are not summed. */
    public static final int DEEPEST_PREFIX = 8;

    public static final String DATED_ENTRY = "dated_entry";
    public static final String DAY_SHIFT = "day_shift";
    public static final String PREFIX_SUM = "prefix_sum";
    public static final String ENTRY_ACCOUNT = "entry_account";
    public static final String TRIAL_DAY = "trial_day";
    /** What a dated entry adds to the posted debits and credits of its account. */
    static final String DEBITED = "CASE WHEN side = 'D' THEN amount ELSE 0 END";

    static final String CREDITED = "CASE WHEN side = 'C' THEN amount ELSE 0 END";

    private final EntryIndex index;

    /** @param index of the reads of this process too */
    public EntryProjection(EntryIndex index) {
        this.index = index;
    }

    /** The second tells of an entry whether its transaction has texts. */
    @Override
    public int edition() {
        return 2;
    }

    @Override
    public List<String> tableStatements(Tables tables) {
        String ledger = "ledger " + tables.identifier(63) + " NOT NULL, ";
        String address = "address " + tables.identifier(200) + " NOT NULL, ";
        String asset = "asset " + tables.identifier(20) + " NOT NULL, ";
        String sums = "debits_posted NUMERIC(%1$d) NOT NULL, credits_posted NUMERIC(%1$d) NOT NULL, ";
        String pending = "debits_pending NUMERIC(%1$d) NOT NULL, credits_pending NUMERIC(%1$d) NOT NULL, ";
        List<String> statements = new ArrayList<>(EntryBlocks.tableStatements(tables));
        statements.addAll(PlainEntries.tableStatements(tables));
        Collections.addAll(
                statements,
                "CREATE TABLE " + tables.name(DATED_ENTRY) + " (position BIGINT PRIMARY KEY, " + ledger + address
                        + asset + "transaction_id VARCHAR(100) NOT NULL, posting INT NOT NULL, side CHAR(1) NOT NULL,"
                        + " amount NUMERIC(38) NOT NULL, pending_change NUMERIC(38) NOT NULL,"
                        + " recorded_at BIGINT NOT NULL, " + (sums + pending).formatted(38)
                        + "effective_at BIGINT NOT NULL, stream_sequence BIGINT NOT NULL, actor VARCHAR(1000),"
                        + " request_id VARCHAR(1000))",
                tables.withRoom("CREATE TABLE " + tables.name(DAY_SHIFT) + " (" + ledger + address
                        + "on_day INT NOT NULL, " + asset + sums.formatted(60)
                        + "PRIMARY KEY (ledger, address, on_day, asset))"),
                tables.withRoom("CREATE TABLE " + tables.name(PREFIX_SUM) + " (" + ledger + "depth INT NOT NULL, "
                        + address + asset + (sums + pending).formatted(60)
                        + "PRIMARY KEY (ledger, depth, address, asset))"),
                "CREATE TABLE " + tables.name(ENTRY_ACCOUNT) + " (" + ledger + "depth INT NOT NULL, " + address + asset
                        + "PRIMARY KEY (ledger, depth, address, asset))",
                tables.withRoom("CREATE TABLE " + tables.name(TRIAL_DAY) + " (" + ledger + "on_day INT NOT NULL, "
                        + asset + sums.formatted(60) + "PRIMARY KEY (ledger, on_day, asset))"));
        return statements;
    }

    @Override
    public List<String> indexStatements(Tables tables) {
        String dated = tables.name(DATED_ENTRY);
        List<String> ofDated = List.of(
                "CREATE INDEX " + dated + "_recorded ON " + dated + " (ledger, address, recorded_at, position)",
                "CREATE INDEX " + dated + "_effective ON " + dated + " (ledger, address, effective_at, position)",
                "CREATE INDEX " + dated + "_day ON " + dated + " (ledger, effective_at)");
        return Stream.concat(EntryBlocks.indexStatements(tables).stream(), ofDated.stream())
                .toList();
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return Stream.of(
                        PlainEntries.TABLE,
                        EntryBlocks.BLOCK,
                        EntryBlocks.FOLDED,
                        DATED_ENTRY,
                        DAY_SHIFT,
                        PREFIX_SUM,
                        ENTRY_ACCOUNT,
                        TRIAL_DAY)
                .map(tables::name)
                .toList();
    }

    @Override
    public Batch begin(EventRange events) {
        return new EntryBatch(events, index);
    }

    @EventHandler
    void on(AccountEntry entry, RecordedEvent recorded, EntryBatch batch) {
        batch.add(entry, recorded);
    }

    @EventHandler
    void on(TransactionPosted event, EntryBatch batch) {
        if (event.reference() == null && event.description() == null) {
            batch.addTextless(event.ledger(), event.transaction());
        }
    }

    @EventHandler
    void on(TransactionHeld event, EntryBatch batch) {
        if (event.reference() == null && event.description() == null) {
            batch.addTextless(event.ledger(), event.transaction());
        }
    }

    @Override
    public void forget() {
        index.forget();
    }
}
