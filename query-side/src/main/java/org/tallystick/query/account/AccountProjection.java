package org.tallystick.query.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.tallystick.events.AccountStateEvent;
import org.tallystick.events.EventMetadata;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.Batch;
import org.tallystick.readmodels.EventRange;
import org.tallystick.readmodels.Projection;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.AccountState;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.EnumText;
import org.tallystick.values.Side;

/**
 * Accounts as they were opened or last changed, one row each, with their metadata for filters. What they count stands in
 * their last entries: see {@link org.tallystick.query.entry.LastEntries}.
 */
@Component
@Order(2)
@ProcessingGroup(AccountProjection.NAME)
public class AccountProjection implements Projection {
    public static final String NAME = "accounts";
    public static final String ACCOUNT = "account";
    static final String METADATA = "account_metadata";
    private static final List<String> KEYS = Rows.columns("ledger, address");
    private static final List<String> VALUES =
            Rows.columns("asset, normal, status, floor_limit, ceiling_limit, metadata,"
                    + " position, stream_sequence, actor, request_id");

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
    public List<String> tableStatements(Tables tables) {
        String name = tables.identifier(63);
        String address = tables.identifier(200);
        return List.of(
                "CREATE TABLE " + tables.name(ACCOUNT) + " (ledger " + name + " NOT NULL, address " + address
                        + " NOT NULL, asset " + tables.identifier(20) + " NOT NULL, normal VARCHAR(6) NOT NULL,"
                        + " status VARCHAR(6) NOT NULL, floor_limit NUMERIC(38), ceiling_limit NUMERIC(38),"
                        + " metadata VARCHAR(100000) NOT NULL, position BIGINT NOT NULL,"
                        + " stream_sequence BIGINT NOT NULL, actor VARCHAR(1000), request_id VARCHAR(1000),"
                        + " PRIMARY KEY (ledger, address))",
                "CREATE TABLE " + tables.name(METADATA) + " (ledger " + name + " NOT NULL, address " + address
                        + " NOT NULL, meta_key VARCHAR(128) NOT NULL, meta_value VARCHAR(1024) NOT NULL,"
                        + " PRIMARY KEY (ledger, address, meta_key))");
    }

    @Override
    public List<String> indexStatements(Tables tables) {
        String account = tables.name(ACCOUNT);
        String metadata = tables.name(METADATA);
        return List.of(
                "CREATE INDEX " + account + "_asset ON " + account + " (ledger, asset, address)",
                "CREATE INDEX " + account + "_status ON " + account + " (ledger, status, address)",
                "CREATE INDEX " + account + "_status_asset ON " + account + " (ledger, status, asset, address)",
                "CREATE INDEX " + account + "_normal ON " + account + " (ledger, asset, normal, address)",
                "CREATE INDEX " + metadata + "_value ON " + metadata + " (ledger, meta_key, meta_value, address)");
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(ACCOUNT), tables.name(METADATA));
    }

    @Override
    public Batch begin(EventRange events) {
        return new Changes();
    }

    @EventHandler
    void on(AccountStateEvent event, RecordedEvent recorded, Changes changes) {
        changes.last.put(recorded.stream(), new Change(event, recorded));
    }

    /** The last change of each account. */
    private static final class Changes implements Batch {
        private final Map<String, Change> last = new LinkedHashMap<>();

        @Override
        public void write(Tables tables) {
            Rows.replacing(tables, ACCOUNT, KEYS, VALUES)
                    .write(last.values().stream().map(Change::row).toList());
            writeMetadata(last.values(), tables);
        }
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
    private record Change(AccountStateEvent event, RecordedEvent recorded) {
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
                recorded.position(),
                recorded.sequence(),
                recorded.metadata().get(EventMetadata.ACTOR),
                recorded.metadata().get(EventMetadata.REQUEST_ID)
            };
        }
    }
}
