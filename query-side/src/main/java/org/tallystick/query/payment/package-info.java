/**
 * Payments as they are now and everything that happened to them, the money in flight beside what is pending on the
 * accounts that payments clear through, and which transaction belongs to which payment.
 */
package org.tallystick.query.payment;
