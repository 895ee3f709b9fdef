package org.tallystick.command.lane;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.InitiatePayment;
import org.tallystick.commands.InitiateTransfer;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.PlaceStandingOrder;
import org.tallystick.commands.PostBatch;
import org.tallystick.events.EventMetadata;

/** The streams and keys that commands would create. */
final class NewStreams {
    private final Set<String> unknown = new HashSet<>();

    private NewStreams() {}

    static NewStreams of(List<LaneTask<?, ?>> tasks) {
        NewStreams streams = new NewStreams();
        tasks.forEach(streams::add);
        return streams;
    }

    /** Those that may exist already, so that one query tells which do. What was minted for a command is not among them. */
    Set<String> unknown() {
        return unknown;
    }

    private void add(LaneTask<?, ?> task) {
        Object payload = task.command().getPayload();
        Object key = task.command().getMetaData().get(EventMetadata.IDEMPOTENCY_KEY);
        if (key != null && payload instanceof LedgerCommand command) {
            unknown.add(command.ledger().streamOfKey(key.toString()));
        }
        if (payload instanceof InitiatePayment initiate) {
            unknown.add(initiate.payment().stream());
        } else if (payload instanceof InitiateTransfer initiate) {
            unknown.add(initiate.transfer().stream());
        } else if (payload instanceof PlaceStandingOrder place) {
            unknown.add(place.standingOrder().stream());
        } else if (payload instanceof NewTransaction create) {
            add(create, CommandMetadata.minted(task.command().getMetaData()));
        } else if (payload instanceof PostBatch batch) {
            Set<?> minted = CommandMetadata.minted(task.command().getMetaData());
            batch.lines().forEach(line -> add(line, minted));
            batch.derivedByKey()
                    .values()
                    .forEach(id -> unknown.add(batch.ledger().streamOf(id)));
        }
    }

    private void add(NewTransaction create, Set<?> minted) {
        if (!minted.contains(create.transaction())) {
            unknown.add(create.ledger().streamOf(create.transaction()));
        }
    }
}
