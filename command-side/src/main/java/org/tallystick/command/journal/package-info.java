/**
 * The event store: one row per unit of work with dense positions, written in groups by the one process that holds the
 * lease. Behind Axon's EventStorageEngine for the write side, and behind EventLog for whoever reads events in bulk.
 */
package org.tallystick.command.journal;
