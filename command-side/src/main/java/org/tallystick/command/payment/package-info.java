/** The payment: its state machine, who may move it, and the keys of its beneficiaries. The saga that drives it lives apart. */
package org.tallystick.command.payment;
