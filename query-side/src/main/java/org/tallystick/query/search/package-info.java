/** Lists by several filters at once: along the index of the one that lets the fewest rows pass. */
package org.tallystick.query.search;
