package org.tallystick.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an H2 file open and whole. H2 also stores when what is not stored yet passes a limit, and so in the middle of a
 * transaction; after a kill it can then come back with parts of it, which nobody can change any more. Here it stores only
 * when a transaction ends, which is right as long as there is one writing transaction at a time.
 */
public final class H2StoreGuard implements AutoCloseable {
    /** The version that this was written for and is tested with: see {@link H2Canary}. */
    static final String KNOWN_H2 = "2.5.252";

    private static final Logger LOG = LoggerFactory.getLogger(H2StoreGuard.class);
    private static final H2StoreGuard NONE = new H2StoreGuard(null);

    /** Null where the database is not H2, as all others are. */
    private final @Nullable DataSource source;

    private volatile @Nullable Connection open;
    private volatile @Nullable Opened opened;
    private boolean closed;

    /**
     * The file as it was opened last.
     *
     * @param room null where it cannot be known
     * @param usualLimit up to which H2 would not store in the middle of a transaction
     */
    private record Opened(
            org.h2.engine.Database database,
            MVStore store,
            @Nullable DiskRoom room,
            int usualLimit) {}

    private H2StoreGuard(@Nullable DataSource source) {
        this.source = source;
    }

    /**
     * Of another database than H2 nothing is asked.
     *
     * @param database where it is H2, with WRITE_DELAY=0; it gives one of its connections away until this is closed
     * @throws UnknownH2Exception when this version of H2 cannot be kept whole
     */
    public static H2StoreGuard of(DataSource database) throws SQLException {
        if (Database.of(database) != Database.H2) {
            return NONE;
        }
        H2Canary.require();
        return untried(database);
    }

    /** Over a database of H2, for {@link H2Canary}. */
    static H2StoreGuard untried(DataSource database) throws SQLException {
        H2StoreGuard file = new H2StoreGuard(database);
        Connection connection = database.getConnection();
        file.open = connection;
        file.guard(connection);
        return file;
    }

    private void guard(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        MVStore store = session.getDatabase().getStore().getMvStore();
        opened = new Opened(session.getDatabase(), store, DiskRoom.of(store), store.getAutoCommitMemory());
        setLimit(0);
        nameLastChunk(store);
    }

    /** Whether H2 has closed the file by itself, as it does after a write that failed; it never opens it again. */
    public boolean isClosed() {
        Opened file = opened;
        return file != null && file.store.isClosed();
    }

    /** @throws NoRoomException when so little room is left that a write might fail, which would close the file */
    public void requireRoom() throws NoRoomException {
        requireRoom(DiskRoom.LEAST_BYTES);
    }

    /** @throws NoRoomException when there would soon be too little room again */
    public void requireRoomToBegin() throws NoRoomException {
        requireRoom(DiskRoom.ENOUGH_BYTES);
    }

    void requireRoom(long bytes) throws NoRoomException {
        Opened file = opened;
        if (file != null && file.room != null) {
            file.room.require(bytes);
        }
    }

    /**
     * Opens the file anew, as a start does, where H2 has closed it. What it holds then is what was committed.
     *
     * @param writers nobody else may write on a connection of these meanwhile
     */
    public synchronized void reopenIfClosed(DataSource writers) throws SQLException {
        Opened file = opened;
        if (source == null || file == null || !file.store.isClosed() || closed) {
            return;
        }
        letGo(file.database);
        forgetIdle(source);
        forgetIdle(writers);
        try (Connection first = writers.getConnection()) {
            guard(first);
            open = source.getConnection();
        }
        LOG.info("the file of the database, which a failed write had closed, is open again");
    }

    /** While one session is left, H2 answers from the closed file; a pool keeps those that do not say that they are closed. */
    private void letGo(org.h2.engine.Database database) {
        List<SessionLocal> sessions = List.of(database.getSessions(false));
        database.shutdownImmediately();
        for (SessionLocal session : sessions) {
            try {
                session.close();
            } catch (RuntimeException e) {
                LOG.debug("a session of a closed database", e);
            }
        }
        closeQuietly(open);
    }

    private static void forgetIdle(DataSource pool) throws SQLException {
        if (pool.isWrapperFor(HikariDataSource.class)) {
            pool.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        }
    }

    private static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("a connection to a closed database", e);
        }
    }

    /** After an unclean end H2 finds the last chunk, but names it in the header some time later: see {@link HeaderSafeFile}. */
    private static void nameLastChunk(MVStore store) {
        if (!(store.getFileStore() instanceof RandomAccessStore files)) {
            return;
        }
        try {
            Method write = RandomAccessStore.class.getDeclaredMethod("writeStoreHeader");
            write.setAccessible(true);
            write.invoke(files);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of H2 writes the header of a file in another way", e);
        }
        store.sync();
    }

    /**
     * Runs what writes more than memory should hold. A kill may leave it half done: only for what starts over then, on the
     * only connection that writes to the file, since the limit is the file's and not the connection's.
     */
    void inBulk(Runnable write) {
        Opened file = opened;
        setLimit(file == null ? 0 : file.usualLimit);
        try {
            write.run();
        } finally {
            setLimit(0);
        }
    }

    /** The field is all there is: neither the URL nor the settings of H2 reach this limit. 0 means none. */
    void setLimit(int bytes) {
        Opened file = opened;
        if (file == null) {
            return;
        }
        try {
            Field field = MVStore.class.getDeclaredField("autoCommitMemory");
            field.setAccessible(true);
            field.setInt(file.store, bytes);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of H2 would store in the middle of transactions", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Connection kept = open;
        if (kept == null) {
            return;
        }
        try {
            kept.close();
        } catch (SQLException e) {
            LOG.warn("the database was closed already: {}", e.getMessage());
        }
    }
}
