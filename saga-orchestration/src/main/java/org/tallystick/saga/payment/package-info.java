/**
 * The saga that drives payments. It decides nothing: what is next follows from the state of the payment ({@code NextStep}),
 * what came of a step is decided by the payment itself, on the command side.
 */
package org.tallystick.saga.payment;
