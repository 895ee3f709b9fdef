/**
 * What feeds read models from the events: live and in replay, in versions of tables, with a place for events that a read
 * model cannot take.
 */
@NullMarked
package org.tallystick.readmodels;

import org.jspecify.annotations.NullMarked;
