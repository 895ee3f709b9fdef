/** The transfer between two ledgers: its state machine. The saga that drives it lives apart. */
package org.tallystick.command.transfer;
