package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/** The key of the beneficiary is deleted: name and account number cannot be read any more. */
public record BeneficiaryErased(LedgerName ledger, PaymentId payment) implements PaymentEvent {}
