package org.tallystick.events;

import java.math.BigInteger;
import java.time.Instant;
import org.tallystick.values.Asset;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/** One side of one posting of a transaction moved the counters of an account. */
public sealed interface AccountEntry extends AccountEvent
        permits AccountDebited,
                AccountCredited,
                DebitHeld,
                CreditHeld,
                HeldDebitPosted,
                HeldCreditPosted,
                HeldDebitReleased,
                HeldCreditReleased {

    TransactionId transaction();

    /** The index of the posting in its transaction, from 0. */
    int posting();

    Asset asset();

    Side side();

    /** What was added to the posted counter of the side, in minor units; 0 when nothing. */
    BigInteger postedChange();

    /** What was added to the pending counter of the side, in minor units; negative when a hold ended. */
    BigInteger pendingChange();

    /** The business time that the client gave; null when it is the time of recording, or for a hold not yet known. */
    Instant effectiveAt();
}
