/**
 * Entries and what is added up from them: sums by address prefix and the trial balance, on both time bases.
 */
package org.tallystick.query.entry;
