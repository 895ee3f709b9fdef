/** The ledger: a named book, its metadata, and the instant before which its past is closed. */
package org.tallystick.command.ledger;
