/**
 * What happened, as it is stored for ever. Each event is a record with a stable logical name and a revision in {@link
 * org.tallystick.events.EventType}; an approved file for each, in this module's tests, holds its stored form.
 */
package org.tallystick.events;
