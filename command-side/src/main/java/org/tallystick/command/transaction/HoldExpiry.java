package org.tallystick.command.transaction;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.lifecycle.Lifecycle;
import org.axonframework.lifecycle.Phase;
import org.axonframework.messaging.MetaData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.commands.ExpireTransaction;
import org.tallystick.events.EventMetadata;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.journal.WriterTask;
import org.tallystick.storage.Micros;
import org.tallystick.values.Actors;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/**
 * Ends holds whose time is over. What is due is kept by the index of the store, which can be rebuilt from the events; a
 * command that is sent twice or too late is answered by a rejection and changes nothing.
 */
public final class HoldExpiry implements Lifecycle, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HoldExpiry.class);
    private static final String NAME = "hold-expiry";
    private static final int MOST_AT_ONCE = 500;

    private final Store store;
    private final CommandGateway commands;
    private final Clock clock;
    private final WriterTask rounds;

    public HoldExpiry(Store store, CommandGateway commands, Clock clock, Duration interval) {
        this.store = store;
        this.commands = commands;
        this.clock = clock;
        this.rounds = new WriterTask(NAME, store.journal()::isWriter, interval, this::expireDue);
    }

    /** While commands are taken here. */
    @Override
    public void registerLifecycleHandlers(LifecycleRegistry axon) {
        axon.onStart(Phase.INBOUND_EVENT_CONNECTORS, this::start);
        axon.onShutdown(Phase.INBOUND_EVENT_CONNECTORS, this::close);
    }

    public void start() {
        rounds.start();
    }

    private void expireDue() {
        List<String> due = store.due(Micros.of(clock.instant()), MOST_AT_ONCE);
        for (String stream : due) {
            int split = stream.indexOf(LedgerName.TRANSACTIONS);
            ExpireTransaction command = new ExpireTransaction(
                    new LedgerName(stream.substring(0, split)),
                    new TransactionId(stream.substring(split + LedgerName.TRANSACTIONS.length())));
            Map<String, Object> metadata = Map.of(EventMetadata.ACTOR, Actors.SYSTEM, EventMetadata.REQUEST_ID, NAME);
            CommandCallback<Object, Object> ignoring = (sent, result) -> {
                if (result.isExceptional()) {
                    LOG.warn(
                            "{} was not expired: {}",
                            stream,
                            result.exceptionResult().getMessage());
                }
            };
            commands.send(new GenericCommandMessage<>(command, MetaData.from(metadata)), ignoring);
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
