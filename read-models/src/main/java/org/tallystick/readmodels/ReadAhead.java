package org.tallystick.readmodels;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.storage.thread.ProcessThreads;

/** The batches of a replay, of which the next is read in a thread of its own while one is written. */
final class ReadAhead implements AutoCloseable {
    private final EventLog log;
    private final int batch;
    private final ExecutorService reader;
    private CompletableFuture<List<RecordedEvent>> next;

    ReadAhead(EventLog log, long after, int batch) {
        this.log = log;
        this.batch = batch;
        this.reader = Executors.newSingleThreadExecutor(ProcessThreads.numbered("read-ahead"));
        this.next = read(after);
    }

    private CompletableFuture<List<RecordedEvent>> read(long after) {
        return CompletableFuture.supplyAsync(() -> log.readUnits(after, batch), reader);
    }

    /** Empty at the head; nothing comes after that. */
    List<RecordedEvent> next() {
        List<RecordedEvent> events = next.join();
        if (!events.isEmpty()) {
            next = read(events.get(events.size() - 1).position());
        }
        return events;
    }

    /** Lets a read that is going on end by itself: an interrupt would close the file of an embedded database. */
    @Override
    public void close() {
        reader.shutdown();
    }
}
