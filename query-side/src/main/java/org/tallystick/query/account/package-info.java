/**
 * Accounts as they are now, with filters by address, asset, status and metadata, and their statements. For a moment in
 * the past the counters come from the entries.
 */
package org.tallystick.query.account;
