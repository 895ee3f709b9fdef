package org.tallystick.query.payment;

import java.util.List;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SubscriptionQueryMessage;
import org.springframework.stereotype.Component;
import org.tallystick.events.PaymentEvent;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.queries.FollowPayments;
import org.tallystick.queries.PaymentChange;
import org.tallystick.queries.PaymentChanges;
import org.tallystick.readmodels.Tables;

/** Hands everything that happens to payments to those who follow them. Costs nothing while nobody does. */
@Component
public final class PaymentFollowers {
    private final QueryUpdateEmitter emitter;

    public PaymentFollowers(QueryUpdateEmitter emitter) {
        this.emitter = emitter;
    }

    void tell(List<RecordedEvent> events, Tables tables) {
        List<SubscriptionQueryMessage<?, ?, ?>> followers = List.copyOf(emitter.activeSubscriptions()).stream()
                .<SubscriptionQueryMessage<?, ?, ?>>map(each -> each)
                .filter(each -> each.getPayload() instanceof FollowPayments)
                .toList();
        if (followers.isEmpty() || events.stream().noneMatch(event -> event.payload() instanceof PaymentEvent)) {
            return;
        }
        List<PaymentChange> all = PaymentHistories.changes(
                events.get(0).position() - 1, events.get(events.size() - 1).position(), events.size(), tables);
        for (SubscriptionQueryMessage<?, ?, ?> follower : followers) {
            FollowPayments followed = (FollowPayments) follower.getPayload();
            List<PaymentChange> own = all.stream().filter(followed::covers).toList();
            if (!own.isEmpty()) {
                emitter.emit(each -> each == follower, new PaymentChanges(own));
            }
        }
    }
}
