package org.tallystick.query.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SubscriptionQueryMessage;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.RecordedEvent;
import org.tallystick.events.codec.EnumText;
import org.tallystick.queries.BalanceChange;
import org.tallystick.queries.BalanceChanges;
import org.tallystick.queries.FollowBalances;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;

/** Hands every change of the followed accounts to those who follow them. Costs nothing while nobody does. */
public final class BalanceFollowers {
    private static final int ADDRESSES = 500;

    private final QueryUpdateEmitter emitter;

    public BalanceFollowers(QueryUpdateEmitter emitter) {
        this.emitter = emitter;
    }

    void tell(List<RecordedEvent> events, Tables tables) {
        for (SubscriptionQueryMessage<?, ?, ?> subscription : List.copyOf(emitter.activeSubscriptions())) {
            if (subscription.getPayload() instanceof FollowBalances followed) {
                List<BalanceChange> changes = changes(followed, events, tables);
                if (!changes.isEmpty()) {
                    emitter.emit(each -> each == subscription, new BalanceChanges(changes));
                }
            }
        }
    }

    /** Entries of the followed accounts among events, as changes. */
    static List<BalanceChange> changes(FollowBalances followed, List<RecordedEvent> events, Tables tables) {
        List<RecordedEvent> covered = events.stream()
                .filter(event -> event.payload() instanceof AccountEntry entry
                        && followed.covers(entry.ledger(), entry.address()))
                .toList();
        Set<Address> addresses = covered.stream()
                .map(event -> ((AccountEntry) event.payload()).address())
                .collect(Collectors.toSet());
        Map<Address, Side> normals = normals(followed.ledger(), List.copyOf(addresses), tables);
        List<BalanceChange> changes = new ArrayList<>(covered.size());
        for (RecordedEvent event : covered) {
            AccountEntry entry = (AccountEntry) event.payload();
            Side normal = normals.get(entry.address());
            // An account whose opening is parked has no normal side yet; its reads say that it is stale.
            if (normal != null) {
                changes.add(new BalanceChange(
                        event.position(),
                        event.recordedAt(),
                        entry.transaction(),
                        entry.address(),
                        entry.asset(),
                        normal,
                        entry.counters()));
            }
        }
        return changes;
    }

    private static Map<Address, Side> normals(LedgerName ledger, List<Address> addresses, Tables tables) {
        Map<Address, Side> normals = new HashMap<>();
        for (int from = 0; from < addresses.size(); from += ADDRESSES) {
            List<Address> some = addresses.subList(from, Math.min(addresses.size(), from + ADDRESSES));
            List<Object> arguments = new ArrayList<>(List.of(ledger.value()));
            some.forEach(address -> arguments.add(address.value()));
            String marks = "?" + ", ?".repeat(some.size() - 1);
            tables.jdbc()
                    .query(
                            "SELECT address, normal FROM " + tables.name(AccountProjection.ACCOUNT)
                                    + " WHERE ledger = ? AND address IN (" + marks + ")",
                            row -> {
                                normals.put(
                                        new Address(row.getString(1)), EnumText.parse(Side.values(), row.getString(2)));
                            },
                            arguments.toArray());
        }
        return normals;
    }
}
