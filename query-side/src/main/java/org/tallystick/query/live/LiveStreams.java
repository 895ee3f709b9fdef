package org.tallystick.query.live;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.tallystick.answers.StreamStart;
import org.tallystick.api.AmountForm;
import org.tallystick.api.ApiJson;
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
public final class LiveStreams extends ServedStreams {
    private static final int MOST_FOLLOWERS = 500;
    private static final long HEARTBEAT_MILLIS = 15_000;
    /** Looks for the end of the feed that often. */
    private static final long PATIENCE_MILLIS = 500;

    private final QuerySender queries;

    public LiveStreams(QuerySender queries) {
        super(ProcessThreads.numbered("live-stream"), MOST_FOLLOWERS);
        this.queries = queries;
    }

    /** @throws ProblemException what the query is refused with, or 503 when there are too many followers */
    public <C extends Change> SseEmitter follow(Followed<C> followed, HttpServletRequest request, QueryRequest asked) {
        OptionalLong after = lastEventId(request);
        OptionalLong reached = asked.reached().isPresent() ? asked.reached() : after;
        AmountForm amounts = QueryRequest.amounts(request);
        return serve(request, () -> subscribed(followed, followed.updates(), reached, after, amounts));
    }

    private <C extends Change, U extends Changes<C>> Follower subscribed(
            Followed<C> followed, Class<U> updates, OptionalLong reached, OptionalLong after, AmountForm amounts) {
        Feed<C> feed = new Feed<>();
        var subscription = queries.follow(followed.query(reached), updates);
        try {
            subscription.updates().subscribe(feed::take, failure -> feed.end());
            Page<?> first = queries.first(subscription);
            return new Subscriber<>(followed, amounts, after, first, feed, subscription::close);
        } catch (RuntimeException e) {
            subscription.close();
            throw e;
        }
    }

    private static final class Subscriber<C extends Change> implements Follower {
        private final Followed<C> followed;
        private final AmountForm amounts;
        private final OptionalLong after;
        private final Page<?> first;
        private final Feed<C> feed;
        private final Runnable cancel;

        Subscriber(
                Followed<C> followed,
                AmountForm amounts,
                OptionalLong after,
                Page<?> first,
                Feed<C> feed,
                Runnable cancel) {
            this.followed = followed;
            this.amounts = amounts;
            this.after = after;
            this.first = first;
            this.feed = feed;
            this.cancel = cancel;
        }

        @Override
        public void end() {
            feed.end();
        }

        @Override
        public void close() {
            cancel.run();
        }

        @Override
        public void serve(SseEmitter emitter) throws IOException, InterruptedException {
            if (after.isPresent()) {
                sendMissed(emitter, after.getAsLong());
            } else {
                send(emitter, followed.firstAnswer(), first.position(), new StreamStart<>(first.data()));
            }
            sendLive(emitter);
        }

        private void sendMissed(SseEmitter emitter, long after) throws IOException {
            long position = after;
            while (position < first.position()) {
                Followed.Missed<C> missed = followed.missed(position, first.position());
                for (C change : missed.changes()) {
                    send(emitter, change);
                }
                if (missed.upTo() <= position) {
                    throw new PositionNotReachedException("what follows position " + position + " cannot be read yet");
                }
                position = missed.upTo();
            }
        }

        private void sendLive(SseEmitter emitter) throws IOException, InterruptedException {
            long silentMillis = 0;
            while (true) {
                C change = feed.next(PATIENCE_MILLIS);
                if (change != null && change.position() > first.position()) {
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

        private void send(SseEmitter emitter, C change) throws IOException {
            send(emitter, "change", change.position(), followed.answer(change));
        }

        private void send(SseEmitter emitter, String name, long position, Object data) throws IOException {
            emitter.send(
                    SseEmitter.event().name(name).id(Long.toString(position)).data(ApiJson.text(data, amounts)));
        }
    }
}
