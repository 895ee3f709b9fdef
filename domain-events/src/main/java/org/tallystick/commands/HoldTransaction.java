package org.tallystick.commands;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;

public record HoldTransaction(
        @RoutingKey LedgerName ledger,
        TransactionId transaction,
        List<Posting> postings,
        Instant expiresAt,
        Instant effectiveAt,
        String reference,
        String description,
        Map<String, String> metadata,
        boolean dryRun)
        implements NewTransaction {}
