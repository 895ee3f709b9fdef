/**
 * The command bus of the writer: lanes that own ledgers, each with one thread that decides its commands one after the
 * other, and results that are released when what they are built on is durable.
 */
package org.tallystick.command.lane;
