package org.tallystick.command.payment;

import java.util.Set;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentTerms;

/**
 * What is configured for payments. It is written into each payment when it is initiated, and asked for only then.
 */
public interface PaymentSettings {

    /** The rails that payments can go over. */
    Set<String> rails();

    /** @throws InvalidValueException when the clearing account for this bank is no address */
    PaymentTerms terms(LedgerName ledger, String rail, String bank, Asset asset);
}
