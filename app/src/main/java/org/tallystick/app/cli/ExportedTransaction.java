package org.tallystick.app.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionPosted;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;

/** A posted transaction with the amounts that were really posted. */
record ExportedTransaction(
        TransactionId id,
        List<Posting> postings,
        Instant effectiveAt,
        Instant recordedAt,
        String reference,
        String description,
        Map<String, String> metadata) {

    static ExportedTransaction of(TransactionPosted posted, Instant recordedAt) {
        return new ExportedTransaction(
                posted.transaction(),
                posted.postings(),
                posted.effectiveAt() == null ? recordedAt : posted.effectiveAt(),
                recordedAt,
                posted.reference(),
                posted.description(),
                posted.metadata());
    }

    static ExportedTransaction of(TransactionHeld held, HeldTransactionPosted posted, Instant recordedAt) {
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < held.postings().size(); i++) {
            if (posted.amounts().get(i).signum() > 0) {
                postings.add(held.postings().get(i).withAmount(posted.amounts().get(i)));
            }
        }
        return new ExportedTransaction(
                held.transaction(),
                postings,
                held.effectiveAt() == null ? recordedAt : held.effectiveAt(),
                recordedAt,
                held.reference(),
                held.description(),
                held.metadata());
    }
}
