/** Whether a payment may go out, before it does. */
package org.tallystick.saga.screening;
