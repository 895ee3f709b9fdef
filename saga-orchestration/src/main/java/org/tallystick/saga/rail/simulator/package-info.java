/** A rail that answers by a script. */
package org.tallystick.saga.rail.simulator;
