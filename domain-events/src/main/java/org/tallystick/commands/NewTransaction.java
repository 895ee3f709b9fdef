package org.tallystick.commands;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;

/** Creates a transaction: posted at once, or pending. */
public sealed interface NewTransaction extends LedgerCommand permits PostTransaction, HoldTransaction {
    TransactionId transaction();

    /** 1 to 1,000 postings. */
    List<Posting> postings();

    /** The business time that the client gave, or null. */
    Instant effectiveAt();

    String reference();

    String description();

    Map<String, String> metadata();

    /** Checks everything and stores nothing. */
    boolean dryRun();
}
