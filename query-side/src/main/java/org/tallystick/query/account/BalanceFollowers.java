package org.tallystick.query.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SubscriptionQueryMessage;
import org.springframework.stereotype.Component;
import org.tallystick.events.AccountEntry;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.queries.BalanceChange;
import org.tallystick.queries.BalanceChanges;
import org.tallystick.queries.FollowBalances;
import org.tallystick.readmodels.InList;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.EnumText;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;

/** Hands every change of the followed accounts to those who follow them. Costs nothing while nobody does. */
@Component
public final class BalanceFollowers {
    private static final int ADDRESSES = 500;

    private final QueryUpdateEmitter emitter;

    public BalanceFollowers(QueryUpdateEmitter emitter) {
        this.emitter = emitter;
    }

    /** What all followers of a ledger need is looked up once for them, since the projection waits for it. */
    void tell(List<RecordedEvent> events, Tables tables) {
        Map<LedgerName, List<SubscriptionQueryMessage<?, ?, ?>>> byLedger = new HashMap<>();
        for (SubscriptionQueryMessage<?, ?, ?> each : emitter.activeSubscriptions()) {
            if (each.getPayload() instanceof FollowBalances followed) {
                byLedger.computeIfAbsent(followed.ledger(), ledger -> new ArrayList<>())
                        .add(each);
            }
        }
        byLedger.forEach((ledger, followers) -> tell(ledger, followers, events, tables));
    }

    private void tell(
            LedgerName ledger,
            List<SubscriptionQueryMessage<?, ?, ?>> followers,
            List<RecordedEvent> events,
            Tables tables) {
        Predicate<Address> followed =
                address -> followers.stream().anyMatch(each -> followed(each).covers(address));
        List<BalanceChange> all = changes(ledger, followed, events, tables);
        for (SubscriptionQueryMessage<?, ?, ?> follower : followers) {
            List<BalanceChange> own = all.stream()
                    .filter(change -> followed(follower).covers(change.address()))
                    .toList();
            if (!own.isEmpty()) {
                emitter.emit(each -> each == follower, new BalanceChanges(own));
            }
        }
    }

    private static FollowBalances followed(SubscriptionQueryMessage<?, ?, ?> follower) {
        return (FollowBalances) follower.getPayload();
    }

    /** Entries of the followed accounts of a ledger among events, as changes. */
    static List<BalanceChange> changes(
            LedgerName ledger, Predicate<Address> followed, List<RecordedEvent> events, Tables tables) {
        List<RecordedEvent> covered = events.stream()
                .filter(event -> event.payload() instanceof AccountEntry entry
                        && entry.ledger().equals(ledger)
                        && followed.test(entry.address()))
                .toList();
        Set<Address> addresses = covered.stream()
                .map(event -> ((AccountEntry) event.payload()).address())
                .collect(Collectors.toSet());
        Map<Address, Side> normals = normals(ledger, List.copyOf(addresses), tables);
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
                        entry.counters(),
                        event.sequence()));
            }
        }
        return changes;
    }

    private static Map<Address, Side> normals(LedgerName ledger, List<Address> addresses, Tables tables) {
        Map<Address, Side> normals = new HashMap<>();
        List<String> values = addresses.stream().map(Address::value).toList();
        for (InList listed : InList.parts(values, ADDRESSES)) {
            InList.Condition wanted = listed.with(tables.database(), "ledger", ledger.value(), "address");
            tables.jdbc()
                    .query(
                            "SELECT address, normal FROM " + tables.name(AccountProjection.ACCOUNT) + " WHERE "
                                    + wanted.sql(),
                            row -> {
                                normals.put(
                                        new Address(row.getString(1)), EnumText.parse(Side.values(), row.getString(2)));
                            },
                            wanted.arguments().toArray());
        }
        return normals;
    }
}
