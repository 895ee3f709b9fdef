/** Transfers between ledgers with their timelines. */
package org.tallystick.query.transfer;
