package org.tallystick.query.live;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.tallystick.answers.StreamStart;
import org.tallystick.api.AmountForm;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.queries.Change;
import org.tallystick.queries.Changes;
import org.tallystick.queries.Page;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.http.QuerySender;
import org.tallystick.readmodels.PositionNotReachedException;
import org.tallystick.storage.thread.ProcessThreads;

/**
 * Follows queries over server-sent events: an event with the first answer, then an event {@code change} for every change.
 * The id of an event is its position. A client that comes back with {@code Last-Event-ID} gets every change after it, from
 * what is stored, before the live ones.
 */
@Component
public final class LiveStreams implements SmartLifecycle {
    private static final int MOST_FOLLOWERS = 500;
    private static final long HEARTBEAT_MILLIS = 15_000;
    /** Looks for the end of the feed that often. */
    private static final long PATIENCE_MILLIS = 500;

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final QuerySender queries;
    private final Set<Feed<?>> feeds = ConcurrentHashMap.newKeySet();
    private final ExecutorService writers = Executors.newCachedThreadPool(ProcessThreads.numbered("live-stream"));
    private volatile boolean running;

    public LiveStreams(QuerySender queries) {
        this.queries = queries;
    }

    /** @throws ProblemException what the query is refused with, or 503 when there are too many followers */
    public <C extends Change> SseEmitter follow(Followed<C> followed, HttpServletRequest request, QueryRequest asked) {
        OptionalLong after = lastEventId(request);
        if (request.getMethod().equals("HEAD")) {
            return ended();
        }
        OptionalLong reached = asked.reached().isPresent() ? asked.reached() : after;
        if (feeds.size() >= MOST_FOLLOWERS || !running) {
            throw new ProblemException(new Problem(503, "overloaded", "Too many clients follow already.", Map.of()), 5);
        }
        return start(followed, followed.updates(), reached, after, QueryRequest.amounts(request));
    }

    /** HEAD is answered with the headers of GET, and what never ends has no place in that. */
    public static SseEmitter ended() {
        SseEmitter emitter = new SseEmitter();
        emitter.complete();
        return emitter;
    }

    /** The position behind which a client that comes back wants to go on. */
    public static OptionalLong lastEventId(HttpServletRequest request) {
        String sent = request.getHeader(LAST_EVENT_ID);
        return sent == null
                ? OptionalLong.empty()
                : Parameters.of(Map.of(LAST_EVENT_ID, new String[] {sent}), LAST_EVENT_ID)
                        .number(LAST_EVENT_ID);
    }

    private <C extends Change, U extends Changes<C>> SseEmitter start(
            Followed<C> followed, Class<U> updates, OptionalLong reached, OptionalLong after, AmountForm amounts) {
        Feed<C> feed = new Feed<>();
        var subscription = queries.follow(followed.query(reached), updates);
        feeds.add(feed);
        Runnable leave = () -> {
            feed.end();
            feeds.remove(feed);
            subscription.close();
        };
        try {
            subscription.updates().subscribe(feed::take, failure -> feed.end());
            Page<?> first = queries.first(subscription);
            SseEmitter emitter = new SseEmitter(0L);
            emitter.onCompletion(feed::end);
            emitter.onError(failure -> feed.end());
            Sender<C> sender = new Sender<>(followed, emitter, amounts);
            writers.execute(() -> write(sender, after, first, feed, leave));
            return emitter;
        } catch (RuntimeException e) {
            leave.run();
            throw e;
        }
    }

    private static <C extends Change> void write(
            Sender<C> sender, OptionalLong after, Page<?> first, Feed<C> feed, Runnable leave) {
        SseEmitter emitter = sender.emitter();
        try {
            if (after.isPresent()) {
                sendMissed(sender, after.getAsLong(), first.position());
            } else {
                sender.sendFirst(first);
            }
            sendLive(sender, first.position(), feed);
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

    private static <C extends Change> void sendMissed(Sender<C> sender, long after, long upTo) throws IOException {
        long position = after;
        while (position < upTo) {
            Followed.Missed<C> missed = sender.followed().missed(position, upTo);
            for (C change : missed.changes()) {
                sender.send(change);
            }
            if (missed.upTo() <= position) {
                throw new PositionNotReachedException("what follows position " + position + " cannot be read yet");
            }
            position = missed.upTo();
        }
    }

    private static <C extends Change> void sendLive(Sender<C> sender, long after, Feed<C> feed)
            throws IOException, InterruptedException {
        long silentMillis = 0;
        while (true) {
            C change = feed.next(PATIENCE_MILLIS);
            if (change != null && change.position() > after) {
                sender.send(change);
                silentMillis = 0;
            } else if (change == null && feed.isOver()) {
                return;
            } else if (change == null) {
                silentMillis += PATIENCE_MILLIS;
                if (silentMillis >= HEARTBEAT_MILLIS) {
                    sender.emitter().send(SseEmitter.event().comment("still here"));
                    silentMillis = 0;
                }
            }
        }
    }

    /** Writes the events of one client. */
    private record Sender<C extends Change>(Followed<C> followed, SseEmitter emitter, AmountForm amounts) {
        void sendFirst(Page<?> first) throws IOException {
            send(followed.firstAnswer(), first.position(), new StreamStart<>(first.data()));
        }

        void send(C change) throws IOException {
            send("change", change.position(), followed.answer(change));
        }

        private void send(String name, long position, Object data) throws IOException {
            emitter.send(
                    SseEmitter.event().name(name).id(Long.toString(position)).data(ApiJson.text(data, amounts)));
        }
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
        feeds.forEach(Feed::end);
        writers.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
