package org.tallystick.command.engine;

import java.util.Set;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandMessage;
import org.springframework.stereotype.Component;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.InitiatePayment;
import org.tallystick.commands.InitiateTransfer;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.PlaceStandingOrder;
import org.tallystick.commands.PostBatch;
import org.tallystick.events.EventMetadata;
import org.tallystick.eventstore.CommandProfile;

/** The commands of the ledger as the lanes know them. */
@Component
final class LedgerCommands implements CommandProfile {

    @Override
    public boolean isLarge(CommandMessage<?> command) {
        return command.getPayload() instanceof PostBatch;
    }

    /** What was minted for a command is not told: it cannot be there. */
    @Override
    public void newStreams(CommandMessage<?> command, Consumer<String> streams) {
        Object payload = command.getPayload();
        Object key = command.getMetaData().get(EventMetadata.IDEMPOTENCY_KEY);
        if (key != null && payload instanceof LedgerCommand keyed) {
            streams.accept(keyed.ledger().streamOfKey(key.toString()));
        }
        if (payload instanceof InitiatePayment initiate) {
            streams.accept(initiate.payment().stream());
        } else if (payload instanceof InitiateTransfer initiate) {
            streams.accept(initiate.transfer().stream());
        } else if (payload instanceof PlaceStandingOrder place) {
            streams.accept(place.standingOrder().stream());
        } else if (payload instanceof NewTransaction create) {
            tell(create, CommandMetadata.minted(command.getMetaData()), streams);
        } else if (payload instanceof PostBatch batch) {
            Set<?> minted = CommandMetadata.minted(command.getMetaData());
            batch.lines().forEach(line -> tell(line, minted, streams));
            batch.derivedByKey()
                    .values()
                    .forEach(id -> streams.accept(batch.ledger().streamOf(id)));
        }
    }

    private static void tell(NewTransaction create, Set<?> minted, Consumer<String> streams) {
        if (!minted.contains(create.transaction())) {
            streams.accept(create.ledger().streamOf(create.transaction()));
        }
    }

    /** What the first time has minted may be stored by the second. */
    @Override
    public Set<String> untilDecided() {
        return Set.of(CommandMetadata.MINTED);
    }
}
