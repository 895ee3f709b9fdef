/** What the event store asks of the ledger: its events, what their index holds, its commands, and their metadata. */
package org.tallystick.command.engine;
