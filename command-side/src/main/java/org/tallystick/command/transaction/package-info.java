/**
 * The transaction: postings that happen all or not at all, at once or in two phases, and its reversal. Decisions are pure
 * functions over states; the handler loads what they need and applies what they decided.
 */
package org.tallystick.command.transaction;
