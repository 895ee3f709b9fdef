package org.tallystick.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.tallystick.storage.thread.FaultHandler;

/** Throws a fault as long as there is one, and knows what the process hears of it, which it does not end. */
public final class TestFaults implements AutoCloseable {
    private final BlockingQueue<Integer> ends = new LinkedBlockingQueue<>();
    private final FaultHandler handler = new FaultHandler(ends::add);
    private final FaultHandler before = FaultHandler.install(handler);
    private volatile Throwable next;

    /** One of each kind. */
    public static Stream<Throwable> ofEachKind() {
        return Stream.of(new IllegalStateException("test"), new StackOverflowError());
    }

    /** @param fault null for none any more */
    public void next(Throwable fault) {
        next = fault;
    }

    public void happen() {
        if (next instanceof Error error) {
            throw error;
        } else if (next instanceof RuntimeException exception) {
            throw exception;
        }
    }

    public boolean isFailing(String thread) {
        return handler.failing().contains(thread);
    }

    public void awaitFailing(String thread) {
        while (!isFailing(thread)) {
            assertThat(Thread.interrupted()).as("the time for it is over").isFalse();
        }
        assertThat(handler.faults()).isPositive();
    }

    public void awaitRecovered(String thread) {
        while (isFailing(thread)) {
            assertThat(Thread.interrupted()).as("the time for it is over").isFalse();
        }
        assertThat(ends).isEmpty();
    }

    /** Waits until the process should have ended because of that thread. */
    public void awaitEnd(String thread) throws InterruptedException {
        assertThat(ends.take()).isEqualTo(FaultHandler.EXIT_CODE);
        assertThat(handler.ended()).contains(thread);
    }

    @Override
    public void close() {
        FaultHandler.install(before);
    }
}
