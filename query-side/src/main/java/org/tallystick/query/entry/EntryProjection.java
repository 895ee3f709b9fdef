package org.tallystick.query.entry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.RecordedEvent;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.Projection;
import org.tallystick.query.projection.Rows;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/**
 * Every movement of every account with the counters after it, and sums of them: per address prefix, and per asset of a
 * ledger by business day. All in one projection, so that what is added up in one read was written at one position.
 *
 * <p>Nearly every entry is effective when it is recorded. These stand in {@link PlainEntries}, in one order for both time
 * bases, and {@link EntryIndex} finds those of an account. The others, the dated entries, stand in a table of their own,
 * with an order for each; what they add to a business day of their account, and take from the one on which they were
 * recorded, is kept as a shift.
 */
public final class EntryProjection implements Projection {
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
    private static final String DATED_COLUMNS =
            "position, ledger, address, asset, transaction_id, posting, side, amount,"
                    + " pending_change, recorded_at, " + Columns.COUNTERS + ", effective_at";
    private static final List<String> SUMS = Rows.columns(Columns.COUNTERS);
    private static final List<String> POSTED = Rows.columns("debits_posted, credits_posted");

    private final EntryIndex index;

    /** @param index of the reads of this process too */
    public EntryProjection(EntryIndex index) {
        this.index = index;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tableStatements(Tables tables) {
        String ledger = "ledger " + tables.identifier(63) + " NOT NULL, ";
        String address = "address " + tables.identifier(200) + " NOT NULL, ";
        String asset = "asset " + tables.identifier(20) + " NOT NULL, ";
        String sums = "debits_posted NUMERIC(%1$d) NOT NULL, credits_posted NUMERIC(%1$d) NOT NULL, ";
        String pending = "debits_pending NUMERIC(%1$d) NOT NULL, credits_pending NUMERIC(%1$d) NOT NULL, ";
        List<String> statements = new ArrayList<>(EntryIndex.tableStatements(tables));
        statements.addAll(PlainEntries.tableStatements(tables));
        Collections.addAll(
                statements,
                "CREATE TABLE " + tables.name(DATED_ENTRY) + " (position BIGINT PRIMARY KEY, " + ledger + address
                        + asset + "transaction_id VARCHAR(100) NOT NULL, posting INT NOT NULL, side CHAR(1) NOT NULL,"
                        + " amount NUMERIC(38) NOT NULL, pending_change NUMERIC(38) NOT NULL,"
                        + " recorded_at BIGINT NOT NULL, " + (sums + pending).formatted(38)
                        + "effective_at BIGINT NOT NULL)",
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
        return Stream.concat(EntryIndex.indexStatements(tables).stream(), ofDated.stream())
                .toList();
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return Stream.of(
                        PlainEntries.TABLE,
                        EntryIndex.BLOCK,
                        EntryIndex.FOLDED,
                        DATED_ENTRY,
                        DAY_SHIFT,
                        PREFIX_SUM,
                        ENTRY_ACCOUNT,
                        TRIAL_DAY)
                .map(tables::name)
                .toList();
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) {
        List<PlainEntry> plain = writeRows(events, tables);
        if (!events.isEmpty()) {
            index.write(
                    tables,
                    plain,
                    events.get(0).position(),
                    events.get(events.size() - 1).position());
        }
    }

    @Override
    public void applyLate(RecordedEvent event, Tables tables) {
        writeRows(List.of(event), tables).forEach(entry -> index.writeLate(tables, entry));
    }

    @Override
    public void forget() {
        index.forget();
    }

    private static List<PlainEntry> writeRows(List<RecordedEvent> events, Tables tables) {
        List<PlainEntry> plain = new ArrayList<>(events.size());
        List<Object[]> dated = new ArrayList<>();
        Sums shifts = new Sums(2);
        Sums prefixes = new Sums(4);
        Sums trial = new Sums(2);
        Set<List<Object>> accounts = new LinkedHashSet<>();
        for (RecordedEvent event : events) {
            if (event.payload() instanceof AccountEntry entry) {
                long recordedAt = Columns.micros(event.recordedAt());
                long effectiveAt = entry.effectiveAt() == null ? recordedAt : Columns.micros(entry.effectiveAt());
                if (effectiveAt == recordedAt) {
                    plain.add(PlainEntry.of(event.position(), entry, recordedAt));
                } else {
                    dated.add(row(event.position(), entry, recordedAt, effectiveAt));
                    addShift(entry, Columns.day(effectiveAt), Columns.day(recordedAt), shifts);
                }
                addSums(entry, Columns.day(effectiveAt), prefixes, trial);
                if (isFirst(entry) || events.size() == 1) {
                    accounts.add(account(entry));
                }
            }
        }
        PlainEntries.write(plain, tables);
        Rows.insert(tables, DATED_ENTRY, DATED_COLUMNS, dated);
        add(tables, DAY_SHIFT, "ledger, address, on_day, asset", POSTED, shifts);
        add(tables, PREFIX_SUM, "ledger, depth, address, asset", SUMS, prefixes);
        Rows.insertAbsent(
                tables,
                ENTRY_ACCOUNT,
                "ledger, depth, address, asset",
                accounts.stream().map(List::toArray).toList());
        add(tables, TRIAL_DAY, "ledger, on_day, asset", POSTED, trial);
        return plain;
    }

    private static void add(Tables tables, String table, String keys, List<String> values, Sums sums) {
        Rows.adding(tables, table, Rows.columns(keys), values).write(sums.rows());
    }

    private static Object[] row(long position, AccountEntry entry, long recordedAt, long effectiveAt) {
        List<Object> row = new ArrayList<>();
        Collections.addAll(
                row,
                position,
                entry.ledger().value(),
                entry.address().value(),
                entry.asset().toString(),
                entry.transaction().value(),
                entry.posting(),
                Columns.side(entry.side()),
                Columns.number(entry.postedChange()),
                Columns.number(entry.pendingChange()),
                recordedAt);
        row.addAll(Columns.values(entry.counters()));
        row.add(effectiveAt);
        return row.toArray();
    }

    private static void addShift(AccountEntry entry, int effective, int recorded, Sums shifts) {
        if (effective != recorded && entry.postedChange().signum() != 0) {
            String ledger = entry.ledger().value();
            String address = entry.address().value();
            String asset = entry.asset().toString();
            shifts.add(entry, ledger, address, effective, asset);
            shifts.subtract(entry, ledger, address, recorded, asset);
        }
    }

    /** Sums are kept of what is below a prefix; the sums of an account itself are the counters of its last entry. */
    private static void addSums(AccountEntry entry, int day, Sums prefixes, Sums trial) {
        String ledger = entry.ledger().value();
        String address = entry.address().value();
        String asset = entry.asset().toString();
        if (entry.postedChange().signum() != 0) {
            trial.add(entry, ledger, day, asset);
        }
        int depth = 0;
        for (int end = address.indexOf(':'); end >= 0 && depth < DEEPEST_PREFIX; end = address.indexOf(':', end + 1)) {
            prefixes.add(entry, ledger, ++depth, address.substring(0, end), asset);
        }
    }

    /**
     * Whether nothing was counted before, as is so before the first entry of an account and, now and then, later. An entry
     * that comes alone counts as one too, since the first may have been discarded.
     */
    private static boolean isFirst(AccountEntry entry) {
        Counters after = entry.counters();
        Side other = entry.side().opposite();
        return after.posted(other).signum() == 0
                && after.pending(other).signum() == 0
                && after.posted(entry.side()).equals(entry.postedChange())
                && after.pending(entry.side()).equals(entry.pendingChange());
    }

    private static List<Object> account(AccountEntry entry) {
        String address = entry.address().value();
        int segments = (int) address.chars().filter(each -> each == ':').count() + 1;
        return List.of(entry.ledger().value(), segments, address, entry.asset().toString());
    }

    /** What a batch adds to sums: debits and credits posted and, of four values, pending. */
    private static final class Sums {
        private final int values;
        private final Map<List<Object>, BigInteger[]> byKey = new LinkedHashMap<>();

        Sums(int values) {
            this.values = values;
        }

        void add(AccountEntry entry, Object... key) {
            change(entry.side(), entry.postedChange(), entry.pendingChange(), key);
        }

        void subtract(AccountEntry entry, Object... key) {
            change(
                    entry.side(),
                    entry.postedChange().negate(),
                    entry.pendingChange().negate(),
                    key);
        }

        private void change(Side side, BigInteger posted, BigInteger pending, Object... key) {
            BigInteger[] sums = byKey.computeIfAbsent(List.of(key), absent -> {
                BigInteger[] zeros = new BigInteger[values];
                Arrays.fill(zeros, BigInteger.ZERO);
                return zeros;
            });
            int index = side == Side.DEBIT ? 0 : 1;
            sums[index] = sums[index].add(posted);
            if (values == 4) {
                sums[2 + index] = sums[2 + index].add(pending);
            }
        }

        List<Object[]> rows() {
            List<Object[]> rows = new ArrayList<>(byKey.size());
            byKey.forEach((key, sums) -> {
                List<Object> row = new ArrayList<>(key);
                for (BigInteger sum : sums) {
                    row.add(new BigDecimal(sum));
                }
                rows.add(row.toArray());
            });
            return rows;
        }
    }
}
