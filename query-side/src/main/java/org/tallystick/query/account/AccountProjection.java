package org.tallystick.query.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/**
 * Accounts as they were opened or last changed, one row each, with their metadata for filters. What they count stands in
 * their last entries: see {@link org.tallystick.query.entry.LastEntries}.
 */
public final class AccountProjection implements Projection {
    public static final String NAME = "accounts";
    public static final String ACCOUNT = "account";
    static final String METADATA = "account_metadata";
    private static final List<String> KEYS = Rows.columns("ledger, address");
    private static final List<String> VALUES =
            Rows.columns("asset, normal, status, floor_limit, ceiling_limit, metadata, position");

    private final BalanceFollowers followers;

    public AccountProjection(BalanceFollowers followers) {
        this.followers = followers;
    }

    @Override
    public void published(List<RecordedEvent> events, Tables tables) {
        followers.tell(events, tables);
    }

    /** The account that a row of {@link #ACCOUNT} tells, with these counters. */
    public static AccountState state(ResultSet row, Counters counters) throws SQLException {
        return new AccountState(
                Asset.parse(row.getString("asset")),
                EnumText.parse(Side.values(), row.getString("normal")),
                EnumText.parse(AccountStatus.values(), row.getString("status")),
                Columns.number(row, "floor_limit"),
                Columns.number(row, "ceiling_limit"),
                Columns.metadata(row.getString("metadata")),
                counters);
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
                "CREATE TABLE " + tables.name(ACCOUNT) + " (ledger " + name + " NOT NULL, address " + address
                        + " NOT NULL, asset " + tables.identifier(20) + " NOT NULL, normal VARCHAR(6) NOT NULL,"
                        + " status VARCHAR(6) NOT NULL, floor_limit NUMERIC(38), ceiling_limit NUMERIC(38),"
                        + " metadata VARCHAR(100000) NOT NULL, position BIGINT NOT NULL,"
                        + " PRIMARY KEY (ledger, address))",
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
            if (event.payload() instanceof AccountStateEvent account) {
                changes.put(event.stream(), new Change(account, event.position()));
            }
        }
        Rows.replacing(tables, ACCOUNT, KEYS, VALUES)
                .write(changes.values().stream().map(Change::row).toList());
        writeMetadata(changes.values(), tables);
    }

    private static void writeMetadata(Collection<Change> changes, Tables tables) {
        if (changes.isEmpty()) {
            return;
        }
        tables.jdbc()
                .batchUpdate(
                        "DELETE FROM " + tables.name(METADATA) + " WHERE ledger = ? AND address = ?",
                        changes.stream().map(Change::key).toList());
        List<Object[]> rows = new ArrayList<>();
        for (Change change : changes) {
            change.event
                    .state()
                    .metadata()
                    .forEach((key, value) -> rows.add(new Object[] {
                        change.event.ledger().value(), change.event.address().value(), key, value
                    }));
        }
        Rows.insert(tables, METADATA, "ledger, address, meta_key, meta_value", rows);
    }

    /** The last change of an account in a batch; it tells the whole account. */
    private record Change(AccountStateEvent event, long position) {
        Object[] key() {
            return new Object[] {event.ledger().value(), event.address().value()};
        }

        Object[] row() {
            AccountState state = event.state();
            return new Object[] {
                event.ledger().value(),
                event.address().value(),
                state.asset().toString(),
                EnumText.of(state.normal()),
                EnumText.of(state.status()),
                Columns.number(state.floor()),
                Columns.number(state.ceiling()),
                Columns.metadata(state.metadata()),
                position
            };
        }
    }
}
