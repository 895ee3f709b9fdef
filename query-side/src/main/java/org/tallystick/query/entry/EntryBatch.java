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
import org.tallystick.events.AccountEntry;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.Batch;
import org.tallystick.readmodels.EventRange;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/** The entries of a batch, and what they add to the sums. */
final class EntryBatch implements Batch {
    private static final String DATED_COLUMNS =
            "position, ledger, address, asset, transaction_id, posting, side, amount,"
                    + " pending_change, recorded_at, " + Columns.COUNTERS
                    + ", effective_at, stream_sequence, actor, request_id";
    private static final List<String> SUMS = Rows.columns(Columns.COUNTERS);
    private static final List<String> POSTED = Rows.columns("debits_posted, credits_posted");

    private final EventRange events;
    private final EntryIndex index;
    private final List<PlainEntry> plain = new ArrayList<>();
    private final List<Object[]> dated = new ArrayList<>();
    private final Sums shifts = new Sums(2);
    private final Sums prefixes = new Sums(4);
    private final Sums trial = new Sums(2);
    private final Set<List<Object>> accounts = new LinkedHashSet<>();

    EntryBatch(EventRange events, EntryIndex index) {
        this.events = events;
        this.index = index;
    }

    void add(AccountEntry entry, RecordedEvent event) {
        long recordedAt = Columns.micros(event.recordedAt());
        long effectiveAt = entry.effectiveAt() == null ? recordedAt : Columns.micros(entry.effectiveAt());
        if (effectiveAt == recordedAt) {
            plain.add(PlainEntry.of(event, entry));
        } else {
            dated.add(row(event, entry, recordedAt, effectiveAt));
            addShift(entry, Columns.day(effectiveAt), Columns.day(recordedAt));
        }
        addSums(entry, Columns.day(effectiveAt));
        if (isFirst(entry) || events.isSingle()) {
            accounts.add(account(entry));
        }
    }

    /** The entries of a transaction come right before its own event, unless another batch had them. */
    void addTextless(LedgerName ledger, TransactionId transaction) {
        for (int i = plain.size() - 1; i >= 0 && plain.get(i).isOf(ledger.value(), transaction.value()); i--) {
            plain.set(i, plain.get(i).withoutTexts());
        }
    }

    @Override
    public void write(Tables tables) {
        PlainEntries.write(plain, tables);
        Rows.insert(tables, EntryProjection.DATED_ENTRY, DATED_COLUMNS, dated);
        add(tables, EntryProjection.DAY_SHIFT, "ledger, address, on_day, asset", POSTED, shifts);
        add(tables, EntryProjection.PREFIX_SUM, "ledger, depth, address, asset", SUMS, prefixes);
        Rows.insertAbsent(
                tables,
                EntryProjection.ENTRY_ACCOUNT,
                "ledger, depth, address, asset",
                accounts.stream().map(List::toArray).toList());
        add(tables, EntryProjection.TRIAL_DAY, "ledger, on_day, asset", POSTED, trial);
        if (events.late()) {
            plain.forEach(entry -> index.writeLate(tables, entry));
        } else {
            index.write(tables, plain, events.first(), events.last());
        }
    }

    private static void add(Tables tables, String table, String keys, List<String> values, Sums sums) {
        Rows.adding(tables, table, Rows.columns(keys), values).write(sums.rows());
    }

    private static Object[] row(RecordedEvent event, AccountEntry entry, long recordedAt, long effectiveAt) {
        List<Object> row = new ArrayList<>();
        Collections.addAll(
                row,
                event.position(),
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
        EntryOrigin origin = EntryOrigin.of(event);
        Collections.addAll(row, effectiveAt, event.sequence(), origin.actor(), origin.requestId());
        return row.toArray();
    }

    private void addShift(AccountEntry entry, int effective, int recorded) {
        if (effective != recorded && entry.postedChange().signum() != 0) {
            String ledger = entry.ledger().value();
            String address = entry.address().value();
            String asset = entry.asset().toString();
            shifts.add(entry, ledger, address, effective, asset);
            shifts.subtract(entry, ledger, address, recorded, asset);
        }
    }

    /** Sums are kept of what is below a prefix; the sums of an account itself are the counters of its last entry. */
    private void addSums(AccountEntry entry, int day) {
        String ledger = entry.ledger().value();
        String address = entry.address().value();
        String asset = entry.asset().toString();
        if (entry.postedChange().signum() != 0) {
            trial.add(entry, ledger, day, asset);
        }
        int depth = 0;
        for (int end = address.indexOf(':');
                end >= 0 && depth < EntryProjection.DEEPEST_PREFIX;
                end = address.indexOf(':', end + 1)) {
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
