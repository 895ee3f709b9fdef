/**
 * The event store: one row per unit of work with dense positions, written in groups by the one process that holds the
 * lease. Behind Axon's EventStorageEngine for the write side, and behind EventLog for whoever reads events in bulk.
 */
@NullMarked
package org.tallystick.eventstore.journal;

import org.jspecify.annotations.NullMarked;
