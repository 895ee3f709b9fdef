/**
 * An event store for Axon applications, and the command bus that goes with it. Here is what is shared with those who use it: the
 * log of stored events, and what the store asks of a domain.
 */
@NullMarked
package org.tallystick.eventstore;

import org.jspecify.annotations.NullMarked;
