/**
 * The rail to a bank over files: payment orders ({@code pain.001}) in an outbox folder, status reports ({@code pain.002})
 * and notifications ({@code camt.054}) in an inbox folder. What was given to the bank is remembered beside them, see
 * docs/internals/rails.md.
 */
package org.tallystick.saga.rail.iso20022;
