/**
 * A load driver for a server that runs on the same machine: one thread, connections that stay open, requests that are
 * built before they are needed. What it takes itself, the server lacks.
 */
package org.tallystick.load;
