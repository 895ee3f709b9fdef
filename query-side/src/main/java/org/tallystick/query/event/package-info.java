/**
 * The stored events as they are, read from the log and not from a read model.
 */
package org.tallystick.query.event;
