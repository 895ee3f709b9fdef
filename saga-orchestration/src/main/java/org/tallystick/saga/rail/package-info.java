/** What a connector to a bank or a payment provider has to do, and what it may tell. */
package org.tallystick.saga.rail;
