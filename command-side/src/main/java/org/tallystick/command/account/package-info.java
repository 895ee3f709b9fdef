/** The account: four counters, limits, metadata, and a life from open to closed. */
package org.tallystick.command.account;
