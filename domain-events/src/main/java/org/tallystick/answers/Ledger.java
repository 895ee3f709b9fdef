package org.tallystick.answers;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;
import org.tallystick.values.Position;

/**
 * A ledger.
 *
 * @param lockedBefore an earlier business time is closed; null when nothing is
 */
public record Ledger(
        LedgerName ledger,
        String name,
        Map<String, String> metadata,
        @Nullable Instant lockedBefore) implements CommandAnswer {

    public static Ledger of(LedgerName ledger, LedgerState state) {
        return new Ledger(ledger, state.name(), state.metadata(), state.lockedBefore());
    }

    @Override
    public MinimalAnswer minimal(Position at) {
        return new MinimalAnswer(null, null, ledger.value(), null, null, at);
    }
}
