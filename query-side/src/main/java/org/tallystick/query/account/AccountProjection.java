package org.tallystick.query.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.events.AccountEvent;
import org.tallystick.events.AccountStateEvent;
import org.tallystick.events.RecordedEvent;
import org.tallystick.events.codec.EnumText;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.Projection;
import org.tallystick.query.projection.Rows;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.AccountState;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Asset;
import org.tallystick.values.Side;

/**
 * Accounts as they are now, one row each, with their metadata for filters. Every account event tells the counters after
 * it, so a batch writes the last of them per account and never adds.
 */
public final class AccountProjection implements Projection {
    public static final String NAME = "accounts";
    public static final String ACCOUNT = "account";
    static final String METADATA = "account_metadata";
    private static final List<String> KEYS = Rows.columns("ledger, address");
    private static final List<String> COUNTED = Rows.columns(Columns.COUNTERS + ", position");
    private static final List<String> VALUES = Rows.columns(
            "asset, normal, status, floor_limit, ceiling_limit, metadata, " + Columns.COUNTERS + ", position");

    private final BalanceFollowers followers;

    public AccountProjection(BalanceFollowers followers) {
        this.followers = followers;
    }

    @Override
    public void published(List<RecordedEvent> events, Tables tables) {
        followers.tell(events, tables);
    }

    /** The account that a row of {@link #ACCOUNT} tells. */
    public static AccountState state(ResultSet row) throws SQLException {
        return new AccountState(
                Asset.parse(row.getString("asset")),
                EnumText.parse(Side.values(), row.getString("normal")),
                EnumText.parse(AccountStatus.values(), row.getString("status")),
                Columns.number(row, "floor_limit"),
                Columns.number(row, "ceiling_limit"),
                Columns.metadata(row.getString("metadata")),
                Columns.counters(row));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tableStatements(Tables tables) {
        String name = tables.identifier(63);
        String address = tables.identifier(200);
        return List.of(
                tables.withRoom(
                        "CREATE TABLE " + tables.name(ACCOUNT) + " (ledger " + name + " NOT NULL, address " + address
                                + " NOT NULL, asset " + tables.identifier(20) + " NOT NULL, normal VARCHAR(6) NOT NULL,"
                                + " status VARCHAR(6) NOT NULL, floor_limit NUMERIC(38), ceiling_limit NUMERIC(38),"
                                + " metadata VARCHAR(100000) NOT NULL, debits_posted NUMERIC(38) NOT NULL,"
                                + " credits_posted NUMERIC(38) NOT NULL, debits_pending NUMERIC(38) NOT NULL,"
                                + " credits_pending NUMERIC(38) NOT NULL, position BIGINT NOT NULL,"
                                + " PRIMARY KEY (ledger, address))"),
                "CREATE TABLE " + tables.name(METADATA) + " (ledger " + name + " NOT NULL, address " + address
                        + " NOT NULL, meta_key VARCHAR(64) NOT NULL, meta_value VARCHAR(512) NOT NULL,"
                        + " PRIMARY KEY (ledger, address, meta_key))");
    }

    @Override
    public List<String> indexStatements(Tables tables) {
        String account = tables.name(ACCOUNT);
        String metadata = tables.name(METADATA);
        return List.of(
                "CREATE INDEX " + account + "_asset ON " + account + " (ledger, asset, address)",
                "CREATE INDEX " + account + "_status ON " + account + " (ledger, status, address)",
                "CREATE INDEX " + metadata + "_value ON " + metadata + " (ledger, meta_key, meta_value, address)");
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(ACCOUNT), tables.name(METADATA));
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) {
        Map<String, Change> changes = new LinkedHashMap<>();
        for (RecordedEvent event : events) {
            if (event.payload() instanceof AccountEvent account) {
                changes.computeIfAbsent(event.stream(), stream -> new Change()).on(account, event.position());
            }
        }
        List<Object[]> whole = new ArrayList<>();
        List<Object[]> counted = new ArrayList<>();
        List<Change> described = new ArrayList<>();
        changes.values().forEach(change -> {
            if (change.state == null) {
                counted.add(change.countersRow().toArray());
            } else {
                whole.add(change.wholeRow().toArray());
                described.add(change);
            }
        });
        Rows.replacing(tables, ACCOUNT, KEYS, VALUES).write(whole);
        writeCounters(counted, tables);
        writeMetadata(described, tables);
    }

    private static void writeCounters(List<Object[]> rows, Tables tables) {
        if (Rows.replacing(tables, ACCOUNT, KEYS, COUNTED).update(rows) < rows.size()) {
            throw new IllegalStateException("an entry came before its account was opened");
        }
    }

    private static void writeMetadata(List<Change> changes, Tables tables) {
        if (changes.isEmpty()) {
            return;
        }
        tables.jdbc()
                .batchUpdate(
                        "DELETE FROM " + tables.name(METADATA) + " WHERE ledger = ? AND address = ?",
                        changes.stream().map(Change::key).toList());
        List<Object[]> rows = new ArrayList<>();
        for (Change change : changes) {
            change.state
                    .metadata()
                    .forEach((key, value) -> rows.add(new Object[] {
                        change.last.ledger().value(), change.last.address().value(), key, value
                    }));
        }
        Rows.insert(tables, METADATA, "ledger, address, meta_key, meta_value", rows);
    }

    /** What a batch does to one account: at the end, its last whole state, if any, with the last counters. */
    private static final class Change {
        private AccountEvent last;
        private AccountState state;
        private long position;

        void on(AccountEvent event, long at) {
            last = event;
            position = at;
            if (event instanceof AccountStateEvent changed) {
                state = changed.state();
            }
        }

        Object[] key() {
            return new Object[] {last.ledger().value(), last.address().value()};
        }

        List<Object> countersRow() {
            List<Object> row = new ArrayList<>();
            Collections.addAll(row, key());
            row.addAll(Columns.values(last.counters()));
            row.add(position);
            return row;
        }

        List<Object> wholeRow() {
            List<Object> row = new ArrayList<>();
            Collections.addAll(
                    row,
                    last.ledger().value(),
                    last.address().value(),
                    state.asset().toString(),
                    EnumText.of(state.normal()),
                    EnumText.of(state.status()),
                    Columns.number(state.floor()),
                    Columns.number(state.ceiling()),
                    Columns.metadata(state.metadata()));
            row.addAll(Columns.values(last.counters()));
            row.add(position);
            return row;
        }
    }
}
