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

    long taken() {
        return taken.get();
    }

    long limit() {
        return limit;
    }

    Share share() {
        return new Share();
    }

    private boolean take(long bytes) {
        for (long before = taken.get(); before + bytes <= limit; before = taken.get()) {
            if (taken.compareAndSet(before, before + bytes)) {
                return true;
            }
        }
        return false;
    }

    /** What one request takes, from one thread at a time; all of it is given back at the end. */
    final class Share implements AutoCloseable {
        private long own;

        /**
         * False when there is not so much left. A request that needs more than half of it all is counted as half, since it
         * would never find more on a server that is used.
         */
        boolean take(long bytes) {
            long counted = Math.min(bytes, limit / 2 - own);
            if (!RequestMemory.this.take(counted)) {
                return false;
            }
            own += counted;
            return true;
        }

        @Override
        public void close() {
            taken.addAndGet(-own);
        }
    }
}
