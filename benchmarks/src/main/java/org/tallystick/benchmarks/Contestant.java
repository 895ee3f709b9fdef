package org.tallystick.benchmarks;

import java.util.function.Consumer;

/** A ledger that can be driven from within its own process. */
interface Contestant extends AutoCloseable {

    /** Opens accounts without a floor, where they are not open yet. */
    void open(int accounts) throws Exception;

    /**
     * Begins a transfer.
     *
     * @param done called once it is durable, with null, or with what went wrong; on any thread
     */
    void begin(Transfer transfer, Consumer<Throwable> done);

    /** Whether {@link #begin} returns only when the transfer is done: each client then needs a thread. */
    boolean isBlocking();

    @Override
    void close() throws Exception;
}
