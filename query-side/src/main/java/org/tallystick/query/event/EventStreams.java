package org.tallystick.query.event;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.tallystick.api.AmountForm;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.live.LiveStreams;
import org.tallystick.storage.thread.ProcessThreads;

/**
 * Follows the stored events over server-sent events. Each client is served by a thread that reads the log for it, as fast as
 * the client takes them: nothing waits for a slow one, and nothing is kept for it.
 */
@Component
final class EventStreams implements SmartLifecycle {
    private static final int MOST_FOLLOWERS = 200;
    private static final int SENT_AT_ONCE = 100;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final EventLog log;
    private final Set<AtomicBoolean> followers = ConcurrentHashMap.newKeySet();
    private final ExecutorService writers = Executors.newCachedThreadPool(ProcessThreads.numbered("event-stream"));
    private volatile boolean running;

    EventStreams(EventLog log) {
        this.log = log;
    }

    /**
     * @param after empty for what is stored from now on
     * @throws ProblemException 503 when there are too many followers
     */
    SseEmitter follow(EventFilter filter, OptionalLong after, HttpServletRequest request) {
        OptionalLong seen = LiveStreams.lastEventId(request);
        if (request.getMethod().equals("HEAD")) {
            return LiveStreams.ended();
        }
        if (followers.size() >= MOST_FOLLOWERS || !running) {
            throw new ProblemException(new Problem(503, "overloaded", "Too many clients follow already.", Map.of()), 5);
        }
        SseEmitter emitter = new SseEmitter(0L);
        AtomicBoolean over = new AtomicBoolean();
        followers.add(over);
        emitter.onCompletion(() -> over.set(true));
        emitter.onError(failure -> over.set(true));
        Follower follower = new Follower(filter, emitter, QueryRequest.amounts(request), over);
        long position = (seen.isPresent() ? seen : after).orElseGet(log::head);
        writers.execute(() -> follower.serve(position));
        return emitter;
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
        followers.forEach(over -> over.set(true));
        writers.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** One client. */
    private final class Follower {
        private final EventFilter filter;
        private final SseEmitter emitter;
        private final AmountForm amounts;
        private final AtomicBoolean over;
        private long lastSent = System.nanoTime();

        Follower(EventFilter filter, SseEmitter emitter, AmountForm amounts, AtomicBoolean over) {
            this.filter = filter;
            this.emitter = emitter;
            this.amounts = amounts;
            this.over = over;
        }

        void serve(long after) {
            try {
                long position = after;
                // The client learns that it is followed before there is anything to tell.
                sendPosition(position);
                while (!over.get()) {
                    position = sendBehind(position);
                }
                emitter.complete();
            } catch (IOException | IllegalStateException e) {
                // The client has gone; there is nobody to tell.
                emitter.complete();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                emitter.completeWithError(e);
            } finally {
                followers.remove(over);
            }
        }

        /** Sends some events, or waits a little for more. */
        private long sendBehind(long position) throws IOException, InterruptedException {
            EventScan scan = new EventScan(log, position, Long.MAX_VALUE, filter);
            scan.find(SENT_AT_ONCE);
            for (RecordedEvent event : scan.found()) {
                send(event);
            }
            long seen = Math.max(position, scan.hasEnded() ? scan.reached() : scan.position());
            if (scan.hasEnded()) {
                log.awaitBeyond(seen, PATIENCE);
            }
            if (System.nanoTime() - lastSent >= HEARTBEAT.toNanos()) {
                sendPosition(seen);
            }
            return seen;
        }

        /** Spares a client that comes back what was of no interest to it. */
        private void sendPosition(long seen) throws IOException {
            sent(SseEmitter.event().id(Long.toString(seen)).comment("up to here"));
        }

        private void send(RecordedEvent event) throws IOException {
            sent(SseEmitter.event()
                    .name("event")
                    .id(Long.toString(event.position()))
                    .data(ApiJson.text(StoredEvents.answer(event), amounts)));
        }

        private void sent(SseEmitter.SseEventBuilder event) throws IOException {
            emitter.send(event);
            lastSent = System.nanoTime();
        }
    }
}
