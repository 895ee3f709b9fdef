/** The stored events themselves. */
package org.tallystick.query.event;
