package org.tallystick.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MetaData;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.Outcome;

/** Sends commands over a bus. */
final class CommandBusContestant implements Contestant {
    private static final int OPENING_AT_ONCE = 1_000;
    private static final MetaData SENDER = MetaData.from(LedgerCommands.SENDER);

    private final CommandBus bus;
    private final boolean blocking;
    private final AutoCloseable resources;

    /**
     * @param blocking whether the bus runs a command on the thread that sends it
     * @param resources closed at the end
     */
    CommandBusContestant(CommandBus bus, boolean blocking, AutoCloseable resources) {
        this.bus = bus;
        this.blocking = blocking;
        this.resources = resources;
    }

    @Override
    public void open(int accounts) throws Exception {
        CompletableFuture<Throwable> created = new CompletableFuture<>();
        send(LedgerCommands.createLedger(), created::complete);
        failIf(created.get());
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        Semaphore free = new Semaphore(OPENING_AT_ONCE);
        for (int i = 0; i < accounts; i++) {
            free.acquire();
            send(LedgerCommands.openAccount(i), cause -> {
                if (cause != null) {
                    failed.complete(cause);
                }
                free.release();
            });
        }
        free.acquire(OPENING_AT_ONCE);
        failIf(failed.getNow(null));
    }

    private static void failIf(Throwable cause) {
        if (cause != null) {
            throw new IllegalStateException("the accounts could not be opened", cause);
        }
    }

    @Override
    public void begin(Transfer transfer, Consumer<Throwable> done) {
        send(LedgerCommands.of(transfer), done);
    }

    private void send(LedgerCommand command, Consumer<Throwable> done) {
        CommandCallback<LedgerCommand, Object> callback = (message, result) -> done.accept(failure(result));
        bus.dispatch(new GenericCommandMessage<>(command, SENDER), callback);
    }

    private static Throwable failure(CommandResultMessage<?> result) {
        if (result.isExceptional()) {
            return result.exceptionResult();
        }
        return result.getPayload() instanceof Outcome.Rejected<?> rejected
                ? new IllegalStateException(rejected.detail())
                : null;
    }

    @Override
    public boolean isBlocking() {
        return blocking;
    }

    @Override
    public void close() throws Exception {
        resources.close();
    }
}
