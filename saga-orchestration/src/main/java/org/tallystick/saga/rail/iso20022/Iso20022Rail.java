package org.tallystick.saga.rail.iso20022;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.saga.rail.Rail;
import org.tallystick.saga.rail.RailAnswer;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.saga.rail.RailNewsListener;

/**
 * Pays through a bank that exchanges files. A payment is accepted as soon as it waits durably for its file; what becomes of
 * it is news from the bank. Any process may take payments; one at a time, which holds the lock of the folder, writes and
 * reads the files.
 */
public final class Iso20022Rail implements Rail, AutoCloseable {
    public static final String NAME = "iso20022";

    private static final Logger LOG = LoggerFactory.getLogger(Iso20022Rail.class);
    private static final int TAKERS = 4;

    private final Iso20022Settings settings;
    private final Clock clock;
    private final BooleanSupplier mayExchange;
    private final Outbox outbox;
    private final Inbox inbox;
    private final FileChannel lockFile;
    private final ExecutorService takers =
            Executors.newFixedThreadPool(TAKERS, task -> daemon(task, "iso20022-orders"));
    private final ScheduledExecutorService exchange =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "iso20022-files"));
    private FileLock lock;
    private Instant bundleDue;

    private Iso20022Rail(
            Iso20022Settings settings,
            Clock clock,
            BooleanSupplier mayExchange,
            Outbox outbox,
            Inbox inbox,
            FileChannel lockFile) {
        this.settings = settings;
        this.clock = clock;
        this.mayExchange = mayExchange;
        this.outbox = outbox;
        this.inbox = inbox;
        this.lockFile = lockFile;
        this.bundleDue = clock.instant().plus(settings.bundleEvery());
    }

    /**
     * Makes the folders that are missing.
     *
     * @param mayExchange whether news can be stored from here: only then files are exchanged
     */
    public static Iso20022Rail open(
            Iso20022Settings settings, RailNewsListener listener, Clock clock, BooleanSupplier mayExchange)
            throws IOException {
        Path folder = settings.folder().toAbsolutePath();
        Path state = folder.resolve("state");
        Register register = new Register(state);
        register.makeFolders();
        Outbox outbox = new Outbox(state, folder.resolve("outbox"), register, settings.debtor());
        outbox.makeFolders();
        Inbox inbox = new Inbox(folder, register, new NoticeDelivery(register, listener), settings.maxFileBytes());
        inbox.makeFolders();
        FileChannel lockFile =
                FileChannel.open(state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new Iso20022Rail(settings, clock, mayExchange, outbox, inbox, lockFile);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Exchanges files from now on. */
    public void start() {
        long millis = settings.lookEvery().toMillis();
        exchange.scheduleWithFixedDelay(this::exchange, 0, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompletionStage<RailAnswer> submit(RailInstruction instruction) {
        Optional<RailAnswer.Refused> refusal = OrderForm.refusal(instruction);
        return refusal.isPresent()
                ? CompletableFuture.completedFuture(refusal.get())
                : CompletableFuture.supplyAsync(() -> take(instruction), takers);
    }

    /** Asking is the same as submitting again: it changes nothing that was taken, and takes what was not. */
    @Override
    public CompletionStage<RailAnswer> inquire(RailInstruction instruction) {
        return submit(instruction);
    }

    private RailAnswer take(RailInstruction instruction) {
        try {
            outbox.take(instruction);
            return new RailAnswer.Accepted(instruction.messageId());
        } catch (IOException e) {
            LOG.warn("payment {} could not be written: {}", instruction.payment(), e.toString());
            return new RailAnswer.Silent("the order could not be written to the folder of the rail");
        }
    }

    private void exchange() {
        try {
            if (exchanges()) {
                publish(clock.instant());
                inbox.look();
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("files could not be exchanged with the bank; trying again: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("files could not be exchanged with the bank; trying again", e);
        }
    }

    /** Whether this process is the one that exchanges files; one that may not lets go. */
    private boolean exchanges() throws IOException {
        if (!mayExchange.getAsBoolean() && lock != null) {
            lock.release();
            lock = null;
        } else if (mayExchange.getAsBoolean() && lock == null) {
            lock = lockIfFree();
        }
        return lock != null;
    }

    private FileLock lockIfFree() throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void publish(Instant now) throws IOException {
        outbox.recover(now);
        if (settings.bundleEvery().isZero()) {
            outbox.publish(1, now);
        } else if (!now.isBefore(bundleDue)) {
            outbox.publish(Outbox.MOST_ORDERS_IN_A_FILE, now);
            bundleDue = now.plus(settings.bundleEvery());
        }
    }

    /** Orders that wait are written by whoever opens the folder next. */
    @Override
    public void close() throws IOException, InterruptedException {
        takers.shutdown();
        exchange.shutdown();
        takers.awaitTermination(10, TimeUnit.SECONDS);
        exchange.awaitTermination(10, TimeUnit.SECONDS);
        lockFile.close();
    }
}
