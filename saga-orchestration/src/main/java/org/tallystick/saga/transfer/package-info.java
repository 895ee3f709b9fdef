/** The saga that carries money from one ledger to another: the phases that a transfer goes through by itself. */
package org.tallystick.saga.transfer;
