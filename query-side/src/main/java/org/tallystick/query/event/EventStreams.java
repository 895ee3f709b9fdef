package org.tallystick.query.event;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.tallystick.api.AmountForm;
import org.tallystick.api.ApiJson;
import org.tallystick.api.ProblemException;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.http.QueryRequest;
import org.tallystick.query.live.ServedStreams;
import org.tallystick.storage.thread.ProcessThreads;

/**
 * Follows the stored events over server-sent events. Each client is served by a thread that reads the log for it, as fast as
 * the client takes them: nothing waits for a slow one, and nothing is kept for it.
 */
@Component
final class EventStreams extends ServedStreams {
    private static final int MOST_FOLLOWERS = 200;
    private static final int SENT_AT_ONCE = 100;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final EventLog log;

    EventStreams(EventLog log) {
        super(ProcessThreads.numbered("event-stream"), MOST_FOLLOWERS);
        this.log = log;
    }

    /**
     * @param after empty for what is stored from now on
     * @throws ProblemException 503 when there are too many followers
     */
    SseEmitter follow(EventFilter filter, OptionalLong after, HttpServletRequest request) {
        OptionalLong seen = lastEventId(request);
        AmountForm amounts = QueryRequest.amounts(request);
        long position = (seen.isPresent() ? seen : after).orElseGet(log::head);
        return serve(request, () -> new Reader(filter, amounts, position));
    }

    /** What one client is sent. */
    private final class Reader implements Follower {
        private final EventFilter filter;
        private final AmountForm amounts;
        private final long after;
        private volatile boolean over;
        private long lastSent = System.nanoTime();

        Reader(EventFilter filter, AmountForm amounts, long after) {
            this.filter = filter;
            this.amounts = amounts;
            this.after = after;
        }

        @Override
        public void end() {
            over = true;
        }

        @Override
        public void serve(SseEmitter emitter) throws IOException, InterruptedException {
            long position = after;
            // The client learns that it is followed before there is anything to tell.
            sendPosition(emitter, position);
            while (!over) {
                position = sendBehind(emitter, position);
            }
        }

        /** Sends some events, or waits a little for more. */
        private long sendBehind(SseEmitter emitter, long position) throws IOException, InterruptedException {
            EventScan scan = new EventScan(log, position, Long.MAX_VALUE, filter);
            scan.find(SENT_AT_ONCE);
            for (RecordedEvent event : scan.found()) {
                send(emitter, event);
            }
            long seen = Math.max(position, scan.hasEnded() ? scan.reached() : scan.position());
            if (scan.hasEnded()) {
                log.awaitBeyond(seen, PATIENCE);
            }
            if (System.nanoTime() - lastSent >= HEARTBEAT.toNanos()) {
                sendPosition(emitter, seen);
            }
            return seen;
        }

        /** Spares a client that comes back what was of no interest to it. */
        private void sendPosition(SseEmitter emitter, long seen) throws IOException {
            sent(emitter, SseEmitter.event().id(Long.toString(seen)).comment("up to here"));
        }

        private void send(SseEmitter emitter, RecordedEvent event) throws IOException {
            sent(
                    emitter,
                    SseEmitter.event()
                            .name("event")
                            .id(Long.toString(event.position()))
                            .data(ApiJson.text(StoredEvents.answer(event), amounts)));
        }

        private void sent(SseEmitter emitter, SseEmitter.SseEventBuilder event) throws IOException {
            emitter.send(event);
            lastSent = System.nanoTime();
        }
    }
}
