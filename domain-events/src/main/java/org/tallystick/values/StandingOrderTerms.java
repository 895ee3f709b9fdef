package org.tallystick.values;

import java.math.BigInteger;
import java.util.Map;

/** What a standing order pays on each of its dates. */
public record StandingOrderTerms(
        LedgerName ledger,
        Address payer,
        BigInteger amount,
        Asset asset,
        String rail,
        SealedBeneficiary beneficiary,
        String reference,
        Map<String, String> metadata,
        Schedule schedule) {

    public StandingOrderTerms {
        metadata = metadata == null ? Map.of() : OrderedMap.copyOf(metadata);
    }
}
