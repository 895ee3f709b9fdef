package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.TransactionId;

/**
 * Records how a step in the ledger ended. The first outcome of a step counts.
 *
 * @param step one that a transaction does: hold, post, void or reverse
 * @param transaction that did it, or was to do it
 * @param rejected the code of the ledger's rejection; null when it was done
 * @param reason the ledger's rejection for people
 */
public record RecordPaymentTransaction(
        @RoutingKey PaymentId payment, PaymentStep step, TransactionId transaction, String rejected, String reason)
        implements PaymentCommand {}
