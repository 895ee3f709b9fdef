package org.tallystick.app.web;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that the requests under way may need together, by an estimate that is rather too high than too low. */
final class RequestMemory {
    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    /** @param limit in bytes */
    RequestMemory(long limit) {
        this.limit = limit;
    }

    /** A quarter of what the heap may grow to. */
    static RequestMemory ofHeap() {
        return new RequestMemory(Runtime.getRuntime().maxMemory() / 4);
    }

    /** False when there is not so much left. A request that needs more than all of it is let in when it is alone. */
    boolean take(long bytes) {
        long before = taken.getAndAdd(bytes);
        if (before > 0 && before + bytes > limit) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
