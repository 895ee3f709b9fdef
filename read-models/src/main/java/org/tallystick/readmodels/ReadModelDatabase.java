package org.tallystick.readmodels;

import javax.sql.DataSource;

/**
 * Where the read models are.
 *
 * @param reading for queries
 * @param writing for everything that changes a row or a table. On H2 it has a single connection, so that there is one
 *     writing transaction at a time: of two at once H2 may store parts of the one with the other
 * @param bulk runs what writes more than memory should hold, such as the creation of an index
 */
public record ReadModelDatabase(DataSource reading, DataSource writing, BulkWrites bulk) {

    /** A database whose transactions are whole however many there are at once. */
    public static ReadModelDatabase shared(DataSource database) {
        return new ReadModelDatabase(database, database, Runnable::run);
    }

    /** Runs a write in the way that the database needs for one that is large. */
    public interface BulkWrites {
        void run(Runnable write);
    }
}
