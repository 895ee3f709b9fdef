package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.TransactionId;

/**
 * The funds were posted to the rail's clearing account.
 *
 * @param transaction that posted them; as a rule the one that held them
 */
public record PaymentSettled(LedgerName ledger, PaymentId payment, TransactionId transaction) implements PaymentEvent {}
