/**
 * What the controllers of the query side share: strict parameters, the position to wait for, cursors, and the problems
 * that queries end with.
 */
package org.tallystick.query.http;
