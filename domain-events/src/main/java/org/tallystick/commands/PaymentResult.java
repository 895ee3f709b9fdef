package org.tallystick.commands;

import org.tallystick.values.PaymentState;

public record PaymentResult(PaymentState payment) {}
