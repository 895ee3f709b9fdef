/** Compares the events of a store with themselves, and its read models with the events. Prints nothing and ends nothing. */
package org.tallystick.app.verification;
