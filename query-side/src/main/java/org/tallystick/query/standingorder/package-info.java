/** Standing orders with their past and next runs. */
package org.tallystick.query.standingorder;
