package org.tallystick.command.journal;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an H2 file open and whole. H2 also stores when what is not stored yet passes a limit, and so in the middle of a
 * transaction; after a kill it can then come back with parts of it, which nobody can change any more. Here it stores only
 * when a transaction ends, which is right as long as there is one writing transaction at a time.
 */
public final class EmbeddedFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFile.class);
    private static final EmbeddedFile NONE = new EmbeddedFile(null, null, 0);

    private final Connection open;
    private final MVStore store;
    private final int usualLimit;

    private EmbeddedFile(Connection open, MVStore store, int usualLimit) {
        this.open = open;
        this.store = store;
        this.usualLimit = usualLimit;
    }

    /**
     * Of another database than H2 nothing is asked.
     *
     * @param database where it is H2, with WRITE_DELAY=0; it gives one of its connections away until this is closed
     */
    public static EmbeddedFile of(DataSource database) throws SQLException {
        return Database.of(database) == Database.H2 ? opened(database.getConnection()) : NONE;
    }

    private static EmbeddedFile opened(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        MVStore store = session.getDatabase().getStore().getMvStore();
        EmbeddedFile file = new EmbeddedFile(connection, store, store.getAutoCommitMemory());
        file.setLimit(0);
        file.nameLastChunk();
        return file;
    }

    /** After an unclean end H2 finds the last chunk, but names it in the header some time later: see {@link MendedFile}. */
    private void nameLastChunk() {
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

    /** Runs what writes more than memory should hold. A kill may leave it half done: only for what starts over then. */
    public void inBulk(Runnable write) {
        setLimit(usualLimit);
        try {
            write.run();
        } finally {
            setLimit(0);
        }
    }

    /** The field is all there is: neither the URL nor the settings of H2 reach this limit. 0 means none. */
    private void setLimit(int bytes) {
        if (store == null) {
            return;
        }
        try {
            Field field = MVStore.class.getDeclaredField("autoCommitMemory");
            field.setAccessible(true);
            field.setInt(store, bytes);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of H2 would store in the middle of transactions", e);
        }
    }

    @Override
    public void close() {
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (SQLException e) {
            LOG.warn("the database was closed already: {}", e.getMessage());
        }
    }
}
