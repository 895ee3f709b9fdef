/**
 * What happened, as it is stored for ever. Each event is a record with a stable logical name and a revision in {@link
 * org.tallystick.events.EventType}. Events of accounts tell the counters after them.
 */
package org.tallystick.events;
