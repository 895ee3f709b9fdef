/** The standing order: payments on the dates of a schedule, and what makes them when they are due. */
package org.tallystick.command.standingorder;
