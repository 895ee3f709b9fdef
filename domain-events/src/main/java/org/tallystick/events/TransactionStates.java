package org.tallystick.events;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionPhase;
import org.tallystick.values.TransactionState;

/** What a transaction is after one of its events: the one reading of these events that both sides share. */
public final class TransactionStates {
    private TransactionStates() {}

    /** The phase in which an event leaves its transaction. */
    public static TransactionPhase phase(TransactionEvent event) {
        if (event instanceof TransactionHeld) {
            return TransactionPhase.PENDING;
        } else if (event instanceof TransactionVoided) {
            return TransactionPhase.VOIDED;
        } else if (event instanceof TransactionExpired) {
            return TransactionPhase.EXPIRED;
        }
        return TransactionPhase.POSTED;
    }

    /** @param before null for the event that created the transaction */
    public static TransactionState after(TransactionState before, TransactionEvent event, Instant recordedAt) {
        if (event instanceof TransactionPosted posted) {
            return posted(posted, recordedAt);
        } else if (event instanceof TransactionHeld held) {
            return held(held, recordedAt);
        } else if (event instanceof TransactionReversed reversed) {
            return reversed(before, reversed.reversedBy());
        } else if (event instanceof HeldTransactionPosted posted) {
            Instant effectiveAt = before.effectiveAt() == null ? recordedAt : before.effectiveAt();
            return resolved(before, phase(event), posted.amounts(), effectiveAt, recordedAt);
        }
        return resolved(before, phase(event), before.posted(), before.effectiveAt(), recordedAt);
    }

    private static TransactionState posted(TransactionPosted event, Instant recordedAt) {
        return new TransactionState(
                event.transaction(),
                TransactionPhase.POSTED,
                event.postings(),
                event.postings().stream().map(Posting::amount).toList(),
                null,
                event.effectiveAt() == null ? recordedAt : event.effectiveAt(),
                recordedAt,
                recordedAt,
                event.reference(),
                event.description(),
                event.metadata(),
                event.reverses(),
                null);
    }

    private static TransactionState held(TransactionHeld event, Instant recordedAt) {
        return new TransactionState(
                event.transaction(),
                TransactionPhase.PENDING,
                event.postings(),
                Collections.nCopies(event.postings().size(), BigInteger.ZERO),
                event.expiresAt(),
                event.effectiveAt(),
                recordedAt,
                null,
                event.reference(),
                event.description(),
                event.metadata(),
                null,
                null);
    }

    private static TransactionState resolved(
            TransactionState before,
            TransactionPhase phase,
            List<BigInteger> posted,
            Instant effectiveAt,
            Instant resolvedAt) {
        return new TransactionState(
                before.id(),
                phase,
                before.postings(),
                posted,
                before.expiresAt(),
                effectiveAt,
                before.recordedAt(),
                resolvedAt,
                before.reference(),
                before.description(),
                before.metadata(),
                before.reverses(),
                before.reversedBy());
    }

    private static TransactionState reversed(TransactionState before, TransactionId reversedBy) {
        return new TransactionState(
                before.id(),
                before.phase(),
                before.postings(),
                before.posted(),
                before.expiresAt(),
                before.effectiveAt(),
                before.recordedAt(),
                before.resolvedAt(),
                before.reference(),
                before.description(),
                before.metadata(),
                before.reverses(),
                reversedBy);
    }
}
