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
import org.axonframework.lifecycle.Lifecycle;
import org.axonframework.lifecycle.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.saga.rail.Rail;
import org.tallystick.saga.rail.RailAnswer;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.saga.rail.RailNewsListener;
import org.tallystick.saga.rail.SubmissionClaims;
import org.tallystick.storage.thread.ProcessThreads;

/**
 * Pays through a bank that exchanges files. A payment waits durably for its file, and is accepted when the file has left;
 * what becomes of it is news from the bank. Any process may take payments; one at a time, which holds the lock of the folder, writes and
 * reads the files.
 */
public final class Iso20022Rail implements Rail, Lifecycle, AutoCloseable {
    public static final String NAME = "iso20022";

    private static final Logger LOG = LoggerFactory.getLogger(Iso20022Rail.class);
    private static final int TAKERS = 4;

    private final Iso20022Settings settings;
    private final Clock clock;
    private final BooleanSupplier mayExchange;
    private final SubmissionClaims claims;
    private final Outbox outbox;
    private final Inbox inbox;
    private final FileChannel lockFile;
    private final ExecutorService takers =
            Executors.newFixedThreadPool(TAKERS, ProcessThreads.numbered("iso20022-orders"));
    private final ScheduledExecutorService exchange = ProcessThreads.timer("iso20022-files");
    private FileLock lock;
    private Instant bundleDue;

    private Iso20022Rail(
            Iso20022Settings settings,
            Clock clock,
            BooleanSupplier mayExchange,
            SubmissionClaims claims,
            Outbox outbox,
            Inbox inbox,
            FileChannel lockFile) {
        this.settings = settings;
        this.clock = clock;
        this.mayExchange = mayExchange;
        this.claims = claims;
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
            Iso20022Settings settings,
            RailNewsListener listener,
            SubmissionClaims claims,
            Clock clock,
            BooleanSupplier mayExchange)
            throws IOException {
        Path folder = settings.folder().toAbsolutePath();
        Path state = folder.resolve("state");
        Register register = new Register(state);
        register.makeFolders();
        Outbox outbox = new Outbox(state, folder.resolve("outbox"), register, settings.debtor(), claims);
        outbox.makeFolders();
        Inbox inbox = new Inbox(folder, register, new NoticeDelivery(register, listener), settings.maxFileBytes());
        inbox.makeFolders();
        FileChannel lockFile =
                FileChannel.open(state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new Iso20022Rail(settings, clock, mayExchange, claims, outbox, inbox, lockFile);
    }

    /** While commands are taken here, and for longer than the sagas that hand it orders. */
    @Override
    public void registerLifecycleHandlers(LifecycleRegistry axon) {
        axon.onStart(Phase.INBOUND_EVENT_CONNECTORS, this::start);
        axon.onShutdown(Phase.INBOUND_COMMAND_CONNECTOR, exchange::shutdown);
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
                ? refuse(instruction, refusal.get())
                : CompletableFuture.supplyAsync(() -> take(instruction), takers);
    }

    /** Claimed like any other: what a rail says counts only for what was submitted over it. */
    private CompletionStage<RailAnswer> refuse(RailInstruction instruction, RailAnswer.Refused refusal) {
        return claims.claim(instruction.payment(), NAME, instruction.messageId())
                .thenApply(claimed -> claimed ? refusal : new RailAnswer.Withdrawn());
    }

    /** Asking is the same as submitting again: it changes nothing that was taken, and takes what was not. */
    @Override
    public CompletionStage<RailAnswer> inquire(RailInstruction instruction) {
        return submit(instruction);
    }

    private RailAnswer take(RailInstruction instruction) {
        try {
            outbox.take(instruction);
            return outbox.hasLeft(instruction.messageId())
                    ? new RailAnswer.Accepted(instruction.messageId())
                    : new RailAnswer.Waiting();
        } catch (IOException | RuntimeException e) {
            LOG.warn("payment {} could not be written: {}", instruction.payment(), e.toString());
            return new RailAnswer.NotSent("the order could not be written to the folder of the rail");
        }
    }

    /** What fails is tried again at the next look. */
    private void exchange() {
        try {
            if (exchanges()) {
                publish(clock.instant());
                inbox.look();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("files could not be exchanged with the bank", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
