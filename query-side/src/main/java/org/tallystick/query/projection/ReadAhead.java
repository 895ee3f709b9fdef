package org.tallystick.query.projection;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tallystick.events.EventLog;
import org.tallystick.events.RecordedEvent;

/** The batches of a replay, of which the next is read in a thread of its own while one is written. */
final class ReadAhead implements AutoCloseable {
    private final EventLog log;
    private final int batch;
    private final ExecutorService reader;
    private CompletableFuture<List<RecordedEvent>> next;

    ReadAhead(EventLog log, long after, int batch) {
        this.log = log;
        this.batch = batch;
        this.reader = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "read-ahead");
            thread.setDaemon(true);
            return thread;
        });
        this.next = read(after);
    }

    private CompletableFuture<List<RecordedEvent>> read(long after) {
        return CompletableFuture.supplyAsync(() -> WholeUnits.after(after, log, batch), reader);
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
