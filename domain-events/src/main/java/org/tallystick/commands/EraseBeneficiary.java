package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.PaymentId;

/** Notes that name and account number of the beneficiary of an ended payment are erased. */
public record EraseBeneficiary(@RoutingKey PaymentId payment) implements PaymentCommand {}
