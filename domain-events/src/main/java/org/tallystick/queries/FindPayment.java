package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.Payment;
import org.tallystick.values.PaymentId;

/** One payment with everything that happened to it. */
public record FindPayment(PaymentId payment, OptionalLong reached) implements LedgerQuery<Found<Payment>> {}
