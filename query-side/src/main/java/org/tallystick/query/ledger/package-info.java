/**
 * Ledgers as they are now, and the check that a ledger exists before something in it is listed.
 */
package org.tallystick.query.ledger;
