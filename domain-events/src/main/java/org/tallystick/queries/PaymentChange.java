package org.tallystick.queries;

import java.util.Map;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/**
 * What happened to a payment at a position.
 *
 * @param members in the shape and order of the API
 */
public record PaymentChange(
        long position, PaymentId payment, LedgerName ledger, Address payer, String rail, Map<String, Object> members)
        implements Change {}
