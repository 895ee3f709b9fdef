package org.tallystick.eventstore.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.eventstore.Domain;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.eventstore.Upcasters;
import org.tallystick.storage.Database;
import org.tallystick.storage.H2StoreGuard;
import org.tallystick.storage.NoRoomException;
import org.tallystick.storage.SingleWriterLock;
import org.tallystick.storage.thread.SteadyThread;

/** All parts of the event store over one database, put together. */
public final class Store implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final Journal journal;
    private final JournalFigures figures;
    private final WriterRole role;
    private final IndexTail tail = new IndexTail();
    private final StreamReader streams;
    private final StreamIndexTable index;
    private final JournalEventLog log;
    private final JournalEventStore eventStore;
    private final JournalUnitLookup units;
    private final WriterLease lease;
    private final SingleWriterLock writerLock;
    private final H2StoreGuard file;
    private final DataSource dataSource;
    private volatile boolean closing;
    private @Nullable SteadyThread keeper;

    private Store(
            DataSource dataSource,
            Database database,
            JournalSettings settings,
            Domain domain,
            Upcasters upcasters,
            String holder)
            throws SQLException {
        this.dataSource = dataSource;
        writerLock = new SingleWriterLock(database);
        file = H2StoreGuard.of(dataSource);
        JournalTable table = new JournalTable(dataSource);
        index = new StreamIndexTable(dataSource, domain.indexing());
        UnitCodec codec = new UnitCodec(domain.types(), upcasters);
        DurableHead head = new DurableHead();
        RecentUnits recent = new RecentUnits(settings.recentEvents());
        lease = new WriterLease(dataSource, database, writerLock, holder, settings.leaseValidity());
        JournalWriter writer = new JournalWriter(
                dataSource,
                database,
                writerLock,
                settings.durability(),
                settings.leaseValidity().toNanos() / 1_000);
        IndexWriter indexWriter = new IndexWriter(dataSource, database, writerLock, domain.indexing());
        AppendedUnits appended = new AppendedUnits(settings, domain.indexing(), head, recent, tail);
        Recovery recovery = new Recovery(
                settings, appended, lease, table, writer, index, indexWriter, codec, domain.indexing(), tail, recent);
        role = new WriterRole(appended, recovery, lease, file, head);
        journal = new Journal(
                appended,
                role,
                new GroupCommit(settings, appended, role, lease, file, table, writer, codec, head),
                new IndexFlusher(settings, appended, role, lease, file, indexWriter, tail, head),
                lease);
        figures = new JournalFigures(journal, appended, tail, writer);
        streams = new StreamReader(table, index, tail, recent, codec);
        log = new JournalEventLog(table, codec, recent, head, streams, journal::isWriter);
        eventStore = JournalEventStore.over(new JournalStorageEngine(journal, streams, log, domain), log, head, recent);
        units = new JournalUnitLookup(streams);
    }

    /**
     * Opens the store, as its writer if no other process writes to it. The tables must exist. An H2 database must have
     * WRITE_DELAY=0; one of its connections is kept.
     *
     * @param holder what the lease says of this process, such as the address at which it can be reached
     */
    public static Store open(
            DataSource dataSource, JournalSettings settings, Domain domain, Upcasters upcasters, String holder)
            throws SQLException {
        Store store = new Store(dataSource, Database.of(dataSource), settings, domain, upcasters, holder);
        store.journal.start();
        store.tryToWrite();
        store.keepLease(settings.leaseValidity().toMillis() / 4);
        return store;
    }

    /** A store that cannot be written yet can be read. */
    private void tryToWrite() throws SQLException {
        try {
            journal.becomeWriter();
        } catch (NoRoomException e) {
            LOG.warn("the store cannot be written yet: {}", StoreFailure.reason(e));
        }
    }

    private void keepLease(long intervalMillis) {
        SteadyThread thread = SteadyThread.vital("writer-lease", () -> {
            synchronized (lease) {
                if (!closing) {
                    lease.wait(journal.isWriter() ? intervalMillis : 500);
                }
            }
            if (!closing) {
                keepOnce();
            }
            return !closing;
        });
        keeper = thread;
        thread.start();
    }

    private void keepOnce() throws SQLException {
        if (journal.isWriter()) {
            role.endWithoutRoom();
        }
        if (journal.isWriter()) {
            prolong();
        } else {
            writerLock.take(() -> {
                file.reopenIfClosed(dataSource);
                return true;
            });
            journal.becomeWriter();
        }
    }

    private void prolong() throws SQLException {
        try {
            if (!lease.renew()) {
                role.endWhenIdle("another process writes to the store now", null);
            }
        } catch (SQLException e) {
            role.endWhenIdle("the lease could not be prolonged", e);
            throw e;
        }
    }

    public Journal journal() {
        return journal;
    }

    public JournalFigures figures() {
        return figures;
    }

    public EventLog log() {
        return log;
    }

    public JournalEventStore eventStore() {
        return eventStore;
    }

    public UnitLookup units() {
        return units;
    }

    /** Tells other processes, through the lease, where this one can be reached. */
    public void reachableAt(String address) throws SQLException {
        lease.introduce(address);
        lease.renew();
    }

    /** Who writes to the store at the moment, by its own word. */
    public @Nullable String currentHolder() throws SQLException {
        return lease.currentHolder();
    }

    /** The streams for which something was due by then, the longest ago first. */
    public List<String> due(long nowMicros, int max) {
        Map<String, @Nullable Long> fresh = tail.dueTimes();
        Map<String, Long> due = index.due(nowMicros, max + fresh.size());
        fresh.forEach((stream, time) -> {
            due.remove(stream);
            if (time != null && time <= nowMicros) {
                due.put(stream, time);
            }
        });
        return due.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(max)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The streams whose names start so, with positions of events of theirs that are durable, mostly of the last ones. */
    public Map<String, Long> streamsWith(String prefix) {
        Map<String, Long> fresh = tail.startingWith(prefix);
        long durable = log.head();
        Map<String, Long> streams = index.startingWith(prefix);
        fresh.forEach((stream, position) -> {
            if (position <= durable) {
                streams.merge(stream, position, Math::max);
            }
        });
        return streams;
    }

    /** Looks up all at once which streams exist, for the commands that this thread handles next. */
    public void prefetch(Set<String> unknown) {
        streams.prefetch(unknown);
    }

    public void forgetPrefetched() {
        streams.forgetPrefetched();
    }

    /**
     * Copies an H2 database to a zip file while it is used; nothing is written meanwhile. The copy holds everything that
     * was acknowledged before.
     */
    public void backup(Path zip) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement copy = connection.prepareStatement("BACKUP TO ?")) {
            copy.setString(1, zip.toString());
            writerLock.take(copy::executeUpdate);
        }
    }

    @Override
    public void close() {
        closing = true;
        synchronized (lease) {
            lease.notifyAll();
        }
        if (keeper != null) {
            keeper.close();
        }
        journal.close();
        file.close();
    }
}
