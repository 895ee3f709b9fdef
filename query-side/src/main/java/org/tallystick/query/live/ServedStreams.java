package org.tallystick.query.live;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;

/** Clients that follow something over server-sent events, each served by a thread until it leaves or the program ends. */
public abstract class ServedStreams implements SmartLifecycle {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final int most;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final ExecutorService writers;
    private volatile boolean running;

    /**
     * @param threads of those that write
     * @param most so many clients at once
     */
    protected ServedStreams(ThreadFactory threads, int most) {
        this.most = most;
        writers = Executors.newCachedThreadPool(threads);
    }

    /** What one client is sent. */
    public interface Follower {
        /** Returns when there is nothing more to send. @throws IOException when the client has gone */
        void serve(SseEmitter emitter) throws IOException, InterruptedException;

        /** Has {@link #serve} return soon; called from any thread, once or more. */
        void end();

        /** Gives back what was held for the client. */
        default void close() {}
    }

    /** The position behind which a client that comes back wants to go on. */
    protected static OptionalLong lastEventId(HttpServletRequest request) {
        return Parameters.header(LAST_EVENT_ID, request.getHeader(LAST_EVENT_ID))
                .number(LAST_EVENT_ID);
    }

    /**
     * HEAD is answered with the headers of GET, and what never ends has no place in that.
     *
     * @throws ProblemException 503 when there are too many followers
     */
    protected final SseEmitter serve(HttpServletRequest request, Supplier<Follower> newcomer) {
        if (request.getMethod().equals("HEAD")) {
            SseEmitter emitter = new SseEmitter();
            emitter.complete();
            return emitter;
        }
        if (followers.size() >= most || !running) {
            throw tooMany();
        }
        Follower follower = newcomer.get();
        followers.add(follower);
        SseEmitter emitter = new SseEmitter(0L);
        emitter.onCompletion(follower::end);
        emitter.onError(failure -> follower.end());
        try {
            writers.execute(() -> write(follower, emitter));
        } catch (RejectedExecutionException e) {
            leave(follower);
            throw tooMany();
        }
        return emitter;
    }

    private static ProblemException tooMany() {
        return new ProblemException(new Problem(503, "overloaded", "Too many clients follow already.", Map.of()), 5);
    }

    private void leave(Follower follower) {
        followers.remove(follower);
        follower.end();
        follower.close();
    }

    private void write(Follower follower, SseEmitter emitter) {
        try {
            follower.serve(emitter);
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            // The client has gone; there is nobody to tell.
            emitter.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            emitter.completeWithError(e);
        } finally {
            leave(follower);
        }
    }

    @Override
    public final void start() {
        running = true;
    }

    /** Before the web server waits for its requests to end. */
    @Override
    public final int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public final void stop() {
        running = false;
        followers.forEach(Follower::end);
        writers.shutdown();
    }

    @Override
    public final boolean isRunning() {
        return running;
    }
}
