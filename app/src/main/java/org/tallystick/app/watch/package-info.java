/** What an operator sees of a process: health, and the metrics of the business. */
package org.tallystick.app.watch;
