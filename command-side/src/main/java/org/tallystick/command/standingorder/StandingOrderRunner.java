package org.tallystick.command.standingorder;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.axonframework.lifecycle.Lifecycle;
import org.axonframework.lifecycle.Phase;
import org.tallystick.command.http.CommandSender;
import org.tallystick.command.payment.BeneficiaryVault;
import org.tallystick.command.payment.PaymentSettings;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.InitiatePayment;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.RecordStandingOrderRun;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.StandingOrderEvent;
import org.tallystick.events.StandingOrderStates;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.journal.WriterTask;
import org.tallystick.values.Actors;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentOrigin;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.StandingOrderState;
import org.tallystick.values.StandingOrderTerms;

/**
 * Makes the payments of standing orders when they are due, on the process that writes. For each order it does the date that
 * is next: initiates the payment, whose identifier follows from order and date, then records that. So whatever was missed is
 * made up for, date by date, and nothing is paid twice. Whoever placed the order counts as the initiator of its payments. What
 * it keeps is made of the events again at every start.
 */
public final class StandingOrderRunner implements Lifecycle, AutoCloseable {
    private static final String ACTOR = Actors.STANDING_ORDERS;
    private static final int EVENTS_AT_ONCE = 1_000;

    private final Store store;
    private final CommandSender commands;
    private final BeneficiaryVault vault;
    private final PaymentSettings settings;
    private final Clock clock;
    private final WriterTask rounds;
    private final Map<String, Followed> orders = new HashMap<>();

    /** @param paymentsMoveHere whether this process makes the payments, asked before each round */
    public StandingOrderRunner(
            Store store,
            CommandSender commands,
            BeneficiaryVault vault,
            PaymentSettings settings,
            Clock clock,
            BooleanSupplier paymentsMoveHere,
            Duration interval) {
        this.store = store;
        this.commands = commands;
        this.vault = vault;
        this.settings = settings;
        this.clock = clock;
        this.rounds = new WriterTask(ACTOR, paymentsMoveHere, interval, this::runDue);
    }

    /** @param position of the last event that the state is made of */
    private record Followed(StandingOrderState state, long position) {}

    /** While commands are taken here. */
    @Override
    public void registerLifecycleHandlers(LifecycleRegistry axon) {
        axon.onStart(Phase.INBOUND_EVENT_CONNECTORS, this::start);
        axon.onShutdown(Phase.INBOUND_EVENT_CONNECTORS, this::close);
    }

    public void start() {
        rounds.start();
    }

    private void runDue() {
        Map<String, Long> streams = store.streamsWith(StandingOrderId.STREAM_PREFIX);
        streams.keySet().removeIf(stream -> !StandingOrderId.isStream(stream));
        for (Map.Entry<String, Long> stream : streams.entrySet()) {
            Followed followed = follow(stream.getKey(), stream.getValue());
            while (!rounds.isClosing() && isDue(followed.state())) {
                runNext(followed.state());
                followed = follow(stream.getKey(), Long.MAX_VALUE);
            }
        }
    }

    /** The state up to a position at least; read only where there is something new. */
    private Followed follow(String stream, long lastPosition) {
        Followed followed = orders.getOrDefault(stream, new Followed(null, 0));
        if (followed.position() < lastPosition) {
            List<RecordedEvent> events = store.log().readStream(stream, followed.position(), EVENTS_AT_ONCE);
            while (!events.isEmpty()) {
                followed = after(followed, events);
                events = store.log().readStream(stream, followed.position(), EVENTS_AT_ONCE);
            }
            orders.put(stream, followed);
        }
        return followed;
    }

    private static Followed after(Followed before, List<RecordedEvent> events) {
        StandingOrderState state = before.state();
        long position = before.position();
        for (RecordedEvent event : events) {
            state = StandingOrderStates.after(
                    state,
                    (StandingOrderEvent) event.payload(),
                    event.recordedAt(),
                    CommandMetadata.actor(event.metadata()));
            position = event.position();
        }
        return new Followed(state, position);
    }

    private boolean isDue(StandingOrderState state) {
        return !state.paused()
                && state.next() != null
                && !clock.instant().isBefore(state.order().schedule().startOf(state.next()));
    }

    /** A fault ends this round; the same date is done again in the next one. */
    private void runNext(StandingOrderState state) {
        LocalDate date = state.next();
        PaymentId payment = DerivedIds.paymentOfStandingOrder(state.id(), date);
        Map<String, String> placers = metadata(state.id(), date, state.placedBy());
        String code = null;
        String reason = null;
        if (!settings.rails().contains(state.order().rail())) {
            code = "invalid";
            reason = "There is no rail " + state.order().rail() + " any more.";
        } else if (send(commands.dispatch(payment(payment, state), placers)) instanceof Outcome.Rejected<?> rejected) {
            code = rejected.rejection().code();
            reason = rejected.detail();
        }
        RecordStandingOrderRun run = new RecordStandingOrderRun(state.id(), date, payment, code, reason);
        send(commands.dispatch(run, metadata(state.id(), date, ACTOR)));
    }

    private static Object send(CompletableFuture<CommandSender.Sent> sent) {
        try {
            return sent.join().payload();
        } catch (CompletionException e) {
            throw new IllegalStateException("a command failed", e.getCause());
        }
    }

    /** Each payment has a key of its own, so that each can be erased alone. */
    private InitiatePayment payment(PaymentId id, StandingOrderState state) {
        StandingOrderTerms order = state.order();
        return new InitiatePayment(
                id,
                order.ledger(),
                order.payer(),
                order.amount(),
                order.asset(),
                order.rail(),
                vault.seal(vault.open(order.beneficiary()).orElseThrow()),
                order.reference(),
                null,
                order.metadata(),
                settings.terms(order.ledger(), order.rail(), order.beneficiary().bank(), order.asset()),
                new PaymentOrigin(state.id(), state.changedBy()));
    }

    private static Map<String, String> metadata(StandingOrderId order, LocalDate date, String actor) {
        String request = DerivedIds.requestOfStandingOrder(order, date);
        return Map.of(
                EventMetadata.ACTOR, actor, EventMetadata.REQUEST_ID, request, EventMetadata.CORRELATION_ID, request);
    }

    @Override
    public void close() {
        rounds.close();
    }
}
