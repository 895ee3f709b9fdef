/** Questions to the read side and the shapes of their answers. */
package org.tallystick.queries;
