package org.tallystick.command.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.events.EventLog;

/** All parts of the event store over one database, put together. */
public final class Store implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final Duration KEEPER_END = Duration.ofSeconds(10);

    private final Journal journal;
    private final StreamReader streams;
    private final StreamIndexTable index;
    private final JournalEventLog log;
    private final JournalEventStore eventStore;
    private final JournalUnits units;
    private final WriterLease lease;
    private final WriteTurn turn;
    private final EmbeddedFile file;
    private final DataSource dataSource;
    private volatile boolean closing;
    private Thread keeper;

    private Store(
            DataSource dataSource, Database database, JournalSettings settings, Upcasters upcasters, String holder)
            throws SQLException {
        this.dataSource = dataSource;
        turn = new WriteTurn(database);
        file = EmbeddedFile.of(dataSource);
        JournalTable table = new JournalTable(dataSource);
        index = new StreamIndexTable(dataSource);
        UnitCodec codec = new UnitCodec(upcasters);
        DurableHead head = new DurableHead();
        RecentUnits recent = new RecentUnits(settings.recentEvents());
        lease = new WriterLease(dataSource, database, turn, holder, settings.leaseValidity());
        JournalWriter writer = new JournalWriter(
                dataSource,
                database,
                turn,
                settings.durability(),
                settings.leaseValidity().toNanos() / 1_000);
        IndexWriter indexWriter = new IndexWriter(dataSource, database, turn);
        journal = new Journal(settings, table, index, writer, indexWriter, codec, lease, head, recent);
        streams = new StreamReader(table, index, journal.tail(), recent, codec);
        log = new JournalEventLog(table, codec, recent, head, streams, journal::isWriter);
        eventStore = JournalEventStore.over(new JournalStorageEngine(journal, streams, log), log, head, recent);
        units = new JournalUnits(streams);
    }

    /**
     * Opens the store, as its writer if no other process writes to it. The tables must exist. An H2 database must have
     * WRITE_DELAY=0; one of its connections is kept.
     *
     * @param holder what the lease says of this process, such as the address at which it can be reached
     */
    public static Store open(DataSource dataSource, JournalSettings settings, Upcasters upcasters, String holder)
            throws SQLException {
        Store store = new Store(dataSource, Database.of(dataSource), settings, upcasters, holder);
        store.journal.start();
        store.journal.becomeWriter();
        store.keepLease(settings.leaseValidity().toMillis() / 4);
        return store;
    }

    private void keepLease(long intervalMillis) {
        keeper = new Thread(() -> keep(intervalMillis), "writer-lease");
        keeper.setDaemon(true);
        keeper.start();
    }

    private void keep(long intervalMillis) {
        while (!closing) {
            try {
                synchronized (lease) {
                    lease.wait(journal.isWriter() ? intervalMillis : 500);
                }
                if (!closing) {
                    keepOnce();
                }
            } catch (SQLException | RuntimeException e) {
                LOG.warn("the lease could neither be taken nor prolonged: {}", e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void keepOnce() throws SQLException {
        if (journal.isWriter()) {
            if (!lease.renew()) {
                journal.leaseLost();
            }
        } else {
            journal.becomeWriter();
        }
    }

    public Journal journal() {
        return journal;
    }

    public EventLog log() {
        return log;
    }

    public JournalEventStore eventStore() {
        return eventStore;
    }

    public RecordedUnits units() {
        return units;
    }

    /** Tells other processes, through the lease, where this one can be reached. */
    public void reachableAt(String address) throws SQLException {
        lease.introduce(address);
        lease.renew();
    }

    /** Who writes to the store at the moment, by its own word. */
    public String currentHolder() throws SQLException {
        return lease.currentHolder();
    }

    /** The streams of pending transactions that had expired by then, the longest ago first. */
    public List<String> expiredHolds(long nowMicros, int max) {
        Map<String, Long> fresh = journal.tail().holds();
        Map<String, Long> expired = index.expiredHolds(nowMicros, max + fresh.size());
        fresh.forEach((stream, expiresAt) -> {
            expired.remove(stream);
            if (expiresAt != null && expiresAt <= nowMicros) {
                expired.put(stream, expiresAt);
            }
        });
        return expired.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(max)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The streams whose names start so, with positions of events of theirs that are durable, mostly of the last ones. */
    public Map<String, Long> streamsWith(String prefix) {
        Map<String, Long> fresh = journal.tail().startingWith(prefix);
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
            turn.take(copy::executeUpdate);
        }
    }

    @Override
    public void close() {
        closing = true;
        synchronized (lease) {
            lease.notifyAll();
        }
        Journal.join(keeper, KEEPER_END);
        journal.close();
        file.close();
    }
}
