/** What can be followed over server-sent events: the first answer, then every change, without a gap. */
package org.tallystick.query.live;
