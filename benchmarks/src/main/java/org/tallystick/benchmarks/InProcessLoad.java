package org.tallystick.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Clients that each begin a transfer when their last one is done. They share one thread where the contestant does not
 * block, and have a thread each where it does: either way what costs the least.
 */
final class InProcessLoad {
    private static final long LONGEST_WAIT_SECONDS = 60;

    private final Contestant contestant;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    InProcessLoad(Contestant contestant) {
        this.contestant = contestant;
    }

    private static final class Client {
        private final Transfers transfers;
        private Transfer current;
        private long counted;
        private long done;

        Client(Transfers transfers) {
            this.transfers = transfers;
        }
    }

    /** Transfers a second, and the processor time that this process took for each. */
    record Result(double perSecond, double processorMicros) {}

    Result run(Workload workload, int clients, int accounts, Duration warmUp, Duration measured) throws Exception {
        List<Client> all = new ArrayList<>();
        SplittableRandom random = new SplittableRandom();
        for (int i = 0; i < clients; i++) {
            all.add(new Client(new Transfers(workload, accounts, random.split())));
        }
        long from = System.nanoTime() + warmUp.toNanos();
        long to = from + measured.toNanos();
        long processorBefore = processorNanos();
        if (contestant.isBlocking()) {
            withThreads(all, from, to);
        } else {
            withOneThread(all, from, to);
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a transfer failed", failure.get());
        }
        double processor = (processorNanos() - processorBefore) / 1e3;
        double done = all.stream().mapToLong(client -> client.done).sum();
        double counted = all.stream().mapToLong(client -> client.counted).sum();
        return new Result(counted / (measured.toNanos() / 1e9), processor / done);
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private void withOneThread(List<Client> clients, long from, long to) throws InterruptedException {
        BlockingQueue<Client> ready = new LinkedBlockingQueue<>();
        clients.forEach(client -> begin(client, ready));
        List<Client> drained = new ArrayList<>();
        for (int busy = clients.size(); busy > 0; ) {
            Client first = ready.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            if (first == null) {
                throw new IllegalStateException("no transfer was done within a minute");
            }
            drained.add(first);
            ready.drainTo(drained);
            long now = System.nanoTime();
            for (Client client : drained) {
                count(client, now, from, to);
                if (now < to && failure.get() == null) {
                    begin(client, ready);
                } else {
                    busy--;
                }
            }
            drained.clear();
        }
    }

    private void begin(Client client, BlockingQueue<Client> ready) {
        client.current = client.transfers.next();
        contestant.begin(client.current, cause -> {
            failure.compareAndSet(null, cause);
            ready.add(client);
        });
    }

    private void withThreads(List<Client> clients, long from, long to) throws InterruptedException {
        List<Thread> threads = clients.stream()
                .map(client -> new Thread(() -> drive(client, from, to)))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void drive(Client client, long from, long to) {
        while (System.nanoTime() < to && failure.get() == null) {
            client.current = client.transfers.next();
            contestant.begin(client.current, cause -> failure.compareAndSet(null, cause));
            count(client, System.nanoTime(), from, to);
        }
    }

    private static void count(Client client, long now, long from, long to) {
        client.done += client.current.counts();
        if (now >= from && now < to) {
            client.counted += client.current.counts();
        }
    }
}
