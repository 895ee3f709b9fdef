package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.PaymentChain;
import org.tallystick.values.PaymentId;

/** What caused what in a payment: from requests over commands and events to messages to the rail. */
public record FindPaymentChain(PaymentId payment, OptionalLong reached) implements LedgerQuery<Found<PaymentChain>> {}
