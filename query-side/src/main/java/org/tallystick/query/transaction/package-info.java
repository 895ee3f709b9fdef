/**
 * Transactions as they are now, newest first, with filters by account, reference, state, time and metadata.
 */
package org.tallystick.query.transaction;
