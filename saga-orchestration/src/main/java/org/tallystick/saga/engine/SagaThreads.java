package org.tallystick.saga.engine;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that do not keep a process alive. */
final class SagaThreads implements ThreadFactory {
    private final String name;
    private final AtomicInteger count = new AtomicInteger();

    private SagaThreads(String name) {
        this.name = name;
    }

    static ThreadFactory named(String name) {
        return new SagaThreads(name);
    }

    @Override
    public Thread newThread(Runnable body) {
        Thread thread = new Thread(body, name + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
