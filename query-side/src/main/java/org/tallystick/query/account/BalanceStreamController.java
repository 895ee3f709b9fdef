package org.tallystick.query.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.queryhandling.QueryResponseMessage;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.axonframework.queryhandling.SubscriptionQueryUpdateMessage;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.api.QueryParameters;
import org.tallystick.api.Representations;
import org.tallystick.events.EventLog;
import org.tallystick.events.RecordedEvent;
import org.tallystick.queries.BalanceChange;
import org.tallystick.queries.BalanceChanges;
import org.tallystick.queries.FollowBalances;
import org.tallystick.queries.Page;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.query.projection.ProjectionEngine;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/**
 * Balances over server-sent events: an event {@code balances} with the first answer, then an event {@code change} for
 * every entry. The id of an event is its position. A client that comes back with {@code Last-Event-ID} gets every change
 * after it, read from the events, before the live ones.
 */
@RestController
@Tag(name = "Accounts")
class BalanceStreamController implements SmartLifecycle {
    private static final int MOST_FOLLOWERS = 500;
    private static final int READ = 5_000;
    private static final long HEARTBEAT_MILLIS = 15_000;
    /** Looks for the end of the feed that often. */
    private static final long PATIENCE_MILLIS = 500;

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final QuerySender queries;
    private final EventLog log;
    private final ProjectionEngine reads;
    private final Set<BalanceFeed> feeds = ConcurrentHashMap.newKeySet();
    private final ExecutorService writers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "balance-stream");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean running;

    BalanceStreamController(QuerySender queries, EventLog log, ProjectionEngine reads) {
        this.queries = queries;
        this.log = log;
        this.reads = reads;
    }

    @GetMapping(path = "/v1/ledgers/{ledger}/balances/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Follow balances over server-sent events",
            description = "Of one account, or of all with a prefix: first as they are, then every change."
                    + " Last-Event-ID goes on after that position.")
    @QueryParameters({"account", "prefix", "position"})
    SseEmitter follow(@PathVariable String ledger, HttpServletRequest request) {
        QueryRequest asked = QueryRequest.of(request, "account", "prefix");
        LedgerName name = Parameters.path("ledger", ledger, LedgerName::new);
        Address account = asked.parameters().optional("account", Address::new);
        if (account != null && asked.parameters().has("prefix")) {
            throw Parameters.invalid("prefix", asked.prefix(), "must not be given together with account");
        }
        OptionalLong after = lastEventId(request);
        if (request.getMethod().equals("HEAD")) {
            return ended();
        }
        FollowBalances query = new FollowBalances(
                name, account, asked.prefix(), asked.reached().isPresent() ? asked.reached() : after);
        return start(query, after);
    }

    /** HEAD is answered with the headers of GET, and what never ends has no place in that. */
    private static SseEmitter ended() {
        SseEmitter emitter = new SseEmitter();
        emitter.complete();
        return emitter;
    }

    private static OptionalLong lastEventId(HttpServletRequest request) {
        String sent = request.getHeader(LAST_EVENT_ID);
        return sent == null
                ? OptionalLong.empty()
                : Parameters.of(Map.of(LAST_EVENT_ID, new String[] {sent}), LAST_EVENT_ID)
                        .number(LAST_EVENT_ID);
    }

    private SseEmitter start(FollowBalances query, OptionalLong after) {
        if (feeds.size() >= MOST_FOLLOWERS || !running) {
            throw new ProblemException(
                    new Problem(503, "overloaded", "Too many clients follow balances already.", Map.of()), 5);
        }
        BalanceFeed feed = new BalanceFeed();
        SubscriptionQueryResult<QueryResponseMessage<Page>, SubscriptionQueryUpdateMessage<BalanceChanges>> followed =
                queries.follow(query, Page.class, BalanceChanges.class);
        feeds.add(feed);
        Runnable leave = () -> {
            feed.end();
            feeds.remove(feed);
            followed.close();
        };
        try {
            followed.updates().subscribe(feed::take, failure -> feed.end());
            Page first = queries.first(followed);
            SseEmitter emitter = new SseEmitter(0L);
            emitter.onCompletion(feed::end);
            emitter.onError(failure -> feed.end());
            writers.execute(() -> write(query, after, first, feed, emitter, leave));
            return emitter;
        } catch (RuntimeException e) {
            leave.run();
            throw e;
        }
    }

    private void write(
            FollowBalances query,
            OptionalLong after,
            Page first,
            BalanceFeed feed,
            SseEmitter emitter,
            Runnable leave) {
        try {
            if (after.isPresent()) {
                sendMissed(query, after.getAsLong(), first.position(), emitter);
            } else {
                send(emitter, "balances", first.position(), Map.of("data", first.data()));
            }
            sendLive(first.position(), feed, emitter);
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            // The client has gone; there is nobody to tell.
            emitter.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            emitter.completeWithError(e);
        } finally {
            leave.run();
        }
    }

    private void sendMissed(FollowBalances query, long after, long upTo, SseEmitter emitter) throws IOException {
        long position = after;
        while (position < upTo) {
            List<RecordedEvent> events = log.read(position, (int) Math.min(READ, upTo - position));
            if (events.isEmpty()) {
                return;
            }
            for (BalanceChange change : BalanceFollowers.changes(
                    query.ledger(), query::covers, events, reads.serving(AccountProjection.NAME))) {
                send(emitter, change);
            }
            position = events.get(events.size() - 1).position();
        }
    }

    private void sendLive(long after, BalanceFeed feed, SseEmitter emitter) throws IOException, InterruptedException {
        long silentMillis = 0;
        while (true) {
            BalanceChange change = feed.next(PATIENCE_MILLIS);
            if (change != null && change.position() > after) {
                send(emitter, change);
                silentMillis = 0;
            } else if (change == null && feed.isOver()) {
                return;
            } else if (change == null) {
                silentMillis += PATIENCE_MILLIS;
                if (silentMillis >= HEARTBEAT_MILLIS) {
                    emitter.send(SseEmitter.event().comment("still here"));
                    silentMillis = 0;
                }
            }
        }
    }

    private static void send(SseEmitter emitter, BalanceChange change) throws IOException {
        send(emitter, "change", change.position(), Representations.change(change));
    }

    private static void send(SseEmitter emitter, String name, long position, Object data) throws IOException {
        emitter.send(SseEmitter.event().name(name).id(Long.toString(position)).data(ApiJson.text(data)));
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server waits for its requests to end. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void stop() {
        running = false;
        feeds.forEach(BalanceFeed::end);
        writers.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
