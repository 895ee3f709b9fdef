/**
 * What feeds read models from the events: live and in replay, in versions of tables, with a place for events that a read
 * model cannot take.
 */
package org.tallystick.query.projection;
