package org.tallystick.saga.screening;

import java.time.Instant;
import java.util.Map;
import org.tallystick.values.Address;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Money;
import org.tallystick.values.PaymentId;

/** A payment as screening sees it. */
public record ScreeningRequest(
        PaymentId payment,
        LedgerName ledger,
        Money amount,
        Address payer,
        Beneficiary beneficiary,
        String reference,
        Map<String, String> metadata,
        Instant initiatedAt) {}
