package org.tallystick.command.transaction;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MetaData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.command.journal.Store;
import org.tallystick.command.journal.WritersRounds;
import org.tallystick.commands.ExpireTransaction;
import org.tallystick.events.EventMetadata;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Micros;
import org.tallystick.values.TransactionId;

/**
 * Ends holds whose time is over. What is due is kept by the index of the store, which can be rebuilt from the events; a
 * command that is sent twice or too late is answered by a rejection and changes nothing.
 */
public final class HoldExpiry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HoldExpiry.class);
    private static final String NAME = "hold-expiry";
    private static final int MOST_AT_ONCE = 500;

    private final Store store;
    private final CommandBus commands;
    private final Clock clock;
    private final WritersRounds rounds;

    public HoldExpiry(Store store, CommandBus commands, Clock clock, Duration interval) {
        this.store = store;
        this.commands = commands;
        this.clock = clock;
        this.rounds = new WritersRounds(NAME, store.journal()::isWriter, interval, this::expireDue);
    }

    public void start() {
        rounds.start();
    }

    private void expireDue() {
        List<String> due = store.expiredHolds(Micros.of(clock.instant()), MOST_AT_ONCE);
        for (String stream : due) {
            int split = stream.indexOf(LedgerName.TRANSACTIONS);
            ExpireTransaction command = new ExpireTransaction(
                    new LedgerName(stream.substring(0, split)),
                    new TransactionId(stream.substring(split + LedgerName.TRANSACTIONS.length())));
            Map<String, Object> metadata = Map.of(EventMetadata.ACTOR, "system", EventMetadata.REQUEST_ID, NAME);
            CommandCallback<ExpireTransaction, Object> ignoring = (sent, result) -> {
                if (result.isExceptional()) {
                    LOG.warn(
                            "{} was not expired: {}",
                            stream,
                            result.exceptionResult().getMessage());
                }
            };
            commands.dispatch(new GenericCommandMessage<>(command, MetaData.from(metadata)), ignoring);
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
