package org.tallystick.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.tallystick.load.Pattern;

/** What one client does, one thing after the other. Ids ascend with time over all clients, as minted ones do. */
final class Transfers {
    private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis() << 20);

    private final Workload workload;
    private final int accounts;
    private final SplittableRandom random;
    private Transfer held;

    Transfers(Workload workload, int accounts, SplittableRandom random) {
        this.workload = workload;
        this.accounts = accounts;
        this.random = random;
    }

    Transfer next() {
        if (held != null) {
            Transfer post = new Transfer(Transfer.Kind.POST_HELD, held.id(), held.accounts());
            held = null;
            return post;
        }
        Pattern.Pair pair = workload.pattern().next(accounts, random);
        String id = "t" + Long.toHexString(IDS.incrementAndGet());
        Transfer transfer = new Transfer(workload.isTwoPhase() ? Transfer.Kind.HOLD : Transfer.Kind.POST, id, pair);
        held = workload.isTwoPhase() ? transfer : null;
        return transfer;
    }
}
