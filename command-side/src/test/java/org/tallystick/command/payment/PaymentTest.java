package org.tallystick.command.payment;

import org.tallystick.command.CommandTest;

/** Runs the write side for the tests of one command to payments. */
abstract class PaymentTest extends CommandTest {
    static PaymentScenario payment() {
        return PaymentScenario.in(fixture);
    }
}
